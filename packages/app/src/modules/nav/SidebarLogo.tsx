import {
  Link,
  sidebarConfig,
  useSidebarOpenState,
} from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles({
  root: {
    width: sidebarConfig.drawerWidthClosed,
    height: 3 * sidebarConfig.logoHeight,
    display: 'flex',
    alignItems: 'center',
    marginBottom: -14,
  },
  link: {
    display: 'flex',
    alignItems: 'center',
    gap: 12,
    marginLeft: 22,
    color: '#ffffff',
    fontSize: 20,
    fontWeight: 600,
  },
  icon: { width: 28, height: 28, flexShrink: 0 },
});

/** Three clusters of one mesh; the name beside it while the sidebar is open. */
export const SidebarLogo = () => {
  const classes = useStyles();
  const { isOpen } = useSidebarOpenState();

  return (
    <div className={classes.root}>
      <Link
        to="/"
        underline="none"
        className={classes.link}
        aria-label="Meshwise, home"
      >
        <svg
          className={classes.icon}
          viewBox="0 0 28 28"
          aria-hidden
          focusable="false"
        >
          <path
            d="M5 22 14 6l9 16z"
            fill="none"
            stroke="#8fd3c8"
            strokeWidth="2"
          />
          <g fill="currentColor">
            <circle cx="5" cy="22" r="4" />
            <circle cx="14" cy="6" r="4" />
            <circle cx="23" cy="22" r="4" />
          </g>
        </svg>
        {isOpen && <span>Meshwise</span>}
      </Link>
    </div>
  );
};
