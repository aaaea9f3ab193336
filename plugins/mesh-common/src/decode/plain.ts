import { decoder } from './decoder';

/** Decoder of kinds of which only presence, labels and age matter. */
export const decodePlain = decoder((_, metadata) => metadata);
