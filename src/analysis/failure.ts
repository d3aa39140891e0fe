/** The front door's error: what an analysis as a whole fails with. */
export { AnalysisError } from './read/analysis-error';
