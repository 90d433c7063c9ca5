// Stands in for @microsoft/1ds-core-js (telemetry): the server imports the class even when telemetry is off.
export class AppInsightsCore {
  initialize() {}
  track() {}
  unload() {}
}
