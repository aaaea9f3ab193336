export { meshPlugin } from './plugin';
