/** The tile on a home page. */
export const FleetWidget = () => <main />;
