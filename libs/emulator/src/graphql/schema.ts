import { buildSchema } from 'graphql';

/**
 * The part of Trackunit's schema that is known: names from published queries, members of them that public
 * integrators read. `AssetSummary`'s members and the filters beyond `productionYears` are inferred.
 *
 * @see https://developers.trackunit.com — "GraphQL API"
 */
const definitions = /* GraphQL */ `
  scalar Cursor
  scalar DateTime

  enum AssetType {
    MACHINE
    VEHICLE
    GATEWAY
    EQUIPMENT
    TOOL
    ATTACHMENT
    OTHER
  }
  enum AssetActivity {
    WORKING
    IDLING
    STOPPED
    UNKNOWN
  }
  enum Criticality {
    NONE
    LOW
    CRITICAL
  }
  enum InsightPeriod {
    LIFETIME
  }

  type PageInfo {
    hasNextPage: Boolean!
    hasPreviousPage: Boolean!
    startCursor: Cursor
    endCursor: Cursor
    count: Int
  }
  type RateLimit {
    cost: Int!
    remaining: Int!
    resetIn: Int!
  }

  type Geometry {
    type: String!
    coordinates: [Float!]!
  }
  type Address {
    streetAddress: String
    zipCode: String
    city: String
    country: String
  }
  type LocationProperties {
    address: Address
    updatedAt: DateTime
  }
  type Location {
    geometry: Geometry!
    properties: LocationProperties!
  }
  type AssetLocations {
    latest: Location
  }
  type AssetImage {
    url: String!
  }
  type AssetAttention {
    criticalEventCount: Int!
    lowEventCount: Int!
    lastEventTime: DateTime
  }
  type AssetStatus {
    activity: AssetActivity!
    criticality: Criticality!
    attention: AssetAttention!
  }
  type AssetInsights {
    fuelLevel: Int
    batteryStateOfChargePercent: Int
    cumulativeOperatingHours(period: InsightPeriod = LIFETIME): Float
    cumulativeEngineHours(period: InsightPeriod = LIFETIME): Float
  }

  type Asset {
    id: ID!
    assetId: ID!
    name: String!
    brand: String
    model: String
    serialNumber: String
    assetType: AssetType!
    type: String
    productionYear: Int
    lastSeen: DateTime
    status: AssetStatus!
    image: AssetImage
    locations: AssetLocations!
    insights: AssetInsights!
    sites(first: Int = 20, after: Cursor): SiteConnection!
    events: AssetEvents!
  }
  type AssetEdge {
    node: Asset!
    cursor: Cursor!
  }
  type AssetConnection {
    edges: [AssetEdge!]!
    pageInfo: PageInfo!
  }

  type AssetEvent {
    id: ID!
    type: String!
    criticality: Criticality!
    timeOn: DateTime
    timeOff: DateTime
    active: Boolean!
    count: Int!
    description: String
    descriptionPoweredByOem: String
  }
  type AssetEventEdge {
    node: AssetEvent!
    cursor: Cursor!
  }
  type AssetEventConnection {
    edges: [AssetEventEdge!]!
    pageInfo: PageInfo!
  }
  type AssetEvents {
    active(first: Int = 20, after: Cursor): AssetEventConnection!
  }

  type Site {
    id: ID!
    name: String!
    type: String!
    status: String!
    city: String
    country: String
    streetAddress: String
    zipCode: String
    externalReference: String
  }
  type SiteEdge {
    node: Site!
    cursor: Cursor!
  }
  type SiteConnection {
    edges: [SiteEdge!]!
    pageInfo: PageInfo!
  }

  type ValueCount {
    value: String
    count: Int!
  }
  type AssetSummary {
    count: Int!
    brands: [ValueCount!]!
    models: [ValueCount!]!
    types: [ValueCount!]!
    criticality: [ValueCount!]!
  }

  input AssetFiltersInput {
    productionYears: [String!]
    brands: [String!]
    models: [String!]
    types: [String!]
    assetTypes: [AssetType!]
  }

  type Query {
    assets(first: Int = 20, after: Cursor, filters: AssetFiltersInput): AssetConnection!
    asset(id: ID!): Asset
    assetSummary(filters: AssetFiltersInput): AssetSummary!
    sites(first: Int = 20, after: Cursor): SiteConnection!
    rateLimit: RateLimit!
  }
`;

/** Builds the schema; resolvers live beside it so that both ways of execution share them. */
export const createGraphqlSchema = () => buildSchema(definitions);

/** Scopes of which one opens a field of `Query`. Reading sites under `asset.view` is inferred. */
export const scopesOfField: Readonly<Record<string, readonly string[]>> = {
  assets: ['asset.view', 'account.asset.manage'],
  asset: ['asset.view', 'account.asset.manage'],
  assetSummary: ['asset.view', 'account.asset.manage'],
  sites: ['asset.view', 'account.site.manage'],
  rateLimit: [],
};
