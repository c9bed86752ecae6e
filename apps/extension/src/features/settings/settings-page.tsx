/** The app's settings. */
export const SettingsPage = () => <main />;
