/**
 * Every scope that Trackunit documents for Iris Apps, by a name that code can use.
 *
 * The values are what stands in a manifest, in a token request and in a token answer.
 *
 * @see https://developers.trackunit.com — "App Tokens", the table of scopes
 */
export const IrisScope = {
  AccountAccessManagementManage: 'account.access-management.manage',
  AccountAlertManage: 'account.alert.manage',
  AccountAlertView: 'account.alert.view',
  AccountApiKeyManage: 'account.api-key.manage',
  AccountAssetManage: 'account.asset.manage',
  AccountAuditLogView: 'account.audit-log.view',
  AccountBillingManage: 'account.billing.manage',
  AccountCustomFieldsManage: 'account.custom-fields.manage',
  AccountCustomerManage: 'account.customer.manage',
  AccountDelete: 'account.delete',
  AccountEventManage: 'account.event.manage',
  AccountEventReportIssue: 'account.event.report-issue',
  AccountGroupManage: 'account.group.manage',
  AccountIrisAppStoreSecret: 'account.iris.app.store-secret',
  AccountManage: 'account.manage',
  AccountMarketplaceAppInstall: 'account.marketplace.app.install',
  AccountServiceManagementNetworkManage: 'account.service-management.network.manage',
  AccountServiceManagementNetworkView: 'account.service-management.network.view',
  AccountServicePlanManage: 'account.service-management.service-plan.manage',
  AccountServicePlanView: 'account.service-management.service-plan.view',
  AccountServicePlanAssignmentManage: 'account.service-management.service-plan.assignment.manage',
  AccountServicePlanAssignmentReport: 'account.service-management.service-plan.assignment.report',
  AccountServicePlanAssignmentView: 'account.service-management.service-plan.assignment.view',
  AccountServiceRegistrationRegister:
    'account.service-management.service-plan.assignment.service-registration.register',
  AccountServiceRegistrationView:
    'account.service-management.service-plan.assignment.service-registration.view',
  AccountSiteManage: 'account.site.manage',
  AccountSupportAccessApprovalFlow: 'account.support-access.approval-flow',
  AccountUserManage: 'account.user.manage',
  AccountView: 'account.view',
  ApiIrisAppProxyFetch: 'api.iris.app.proxy.fetch',
  AssetView: 'asset.view',
} as const;

/** One of the documented scopes, as it is written on the wire. */
export type IrisScopeName = (typeof IrisScope)[keyof typeof IrisScope];

const known: ReadonlySet<string> = new Set(Object.values(IrisScope));

/** Whether a word from outside is a scope that Trackunit documents. */
export const isIrisScope = (word: string): word is IrisScopeName => known.has(word);
