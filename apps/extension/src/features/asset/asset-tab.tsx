/** The tab on an asset's page. */
export const AssetTab = () => <main />;
