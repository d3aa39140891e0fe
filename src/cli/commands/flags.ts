/** Options of `run`, as the command line gives them. */
export interface RunFlags {
  scope: string;
  methodology: string;
  cvss: string;
  notes?: string;
  yes?: boolean;
  json?: boolean;
  out?: string;
  failOn?: string;
  minCoverage?: string;
  leads?: boolean;
  pool?: string;
  sessionRoot?: string;
  untrusted?: boolean;
}

/** Options of `resume`. */
export type ResumeFlags = Omit<RunFlags, 'scope' | 'methodology' | 'cvss'> & {
  trustSession?: boolean;
  folder?: string;
};
