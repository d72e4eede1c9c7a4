// Spanne's engine: guidelines are texts, answers are what the command line prints as JSON.
//
// Nothing is read from disk or network, and no clock: whatever is asked for comes in as an argument. Figures are exact in
// the engine; as numbers of JavaScript they are the nearest double, so ask for `exact` or use `call` where every digit
// counts.

/** A mistake or a fact of a guideline, and where it stands. Lines and columns begin with 1. */
export interface Finding {
  /** "E0201" to "I0546"; `npx spanne help CODE` says what it means. */
  code: string;
  severity: "error" | "warning" | "note";
  file: string;
  line: number;
  column: number;
  /** The end is the first character that no longer belongs to it. */
  end_line: number;
  end_column: number;
  message: string;
  related: { file: string; line: number; column: number; end_line: number; end_column: number; message: string }[];
  /** What to do; empty if there is nothing to say. */
  help: string;
  /** Texts that can stand in the place `replaced`; each of them cures the mistake. */
  replacements: string[];
  replaced?: { file: string; line: number; column: number; end_line: number; end_column: number };
  /** An account that shows it; may be empty. */
  account: string;
  /** Facts have more: clusters their least and greatest effort, profiles a row of the table. */
  [fact: string]: unknown;
}

export interface CheckArguments {
  /** The text of a guideline. */
  rules: string;
  /** What findings call it; "rules" if left out. */
  name?: string;
  /** Whether properties, gaps and overlaps are proved, too; true if left out. */
  prove?: boolean;
  /** How long proofs may take, from 1; 10 if left out. */
  seconds?: number;
}

/** Every mistake of a guideline, then what is proved of it. Mistakes are part of the answer, not an exception. */
export function check(args: CheckArguments): Promise<Finding[]>;

/** A file of accounts: a text, or bytes of a workbook or of a text in another encoding than UTF-8. */
export type Accounts = string | Uint8Array;

export interface AccountArguments {
  rules: string;
  name?: string;
  accounts: Accounts;
  /** The day for which it is asked: "2026-07-01". */
  as_of: string;
  /** Assignments to every account: ["sites = sites + 5"]. */
  set?: string[];
  /** How numbers and days are written: "auto" if left out, "de", "en". */
  locale?: string;
  /** Words between commas that stand for no value. */
  missing?: string;
}

export interface EvaluateArguments extends AccountArguments {
  /** The columns of the accounts file that rows repeat; the key if left out. */
  columns?: string[];
  /** Decimals of figures, 0 to 18; 6 if left out. */
  decimals?: number;
  /** Whether figures are fractions as text where decimals would round them. */
  exact?: boolean;
}

export interface Evaluation {
  ruleset: string;
  version: string;
  /** The SHA-256 of the guideline's text. */
  digest: string;
  as_of: string;
  /** One for each account, in the order of the file. */
  rows: EvaluatedAccount[];
}

/** The key of the account and its figures; of a rejected one, `status` and `reason`. */
export interface EvaluatedAccount {
  cluster?: string;
  fte_low?: number | string;
  fte?: number | string;
  fte_high?: number | string;
  [column: string]: unknown;
}

/** The efforts of accounts. */
export function evaluate(args: EvaluateArguments): Promise<Evaluation>;

export interface ExplainArguments extends AccountArguments {
  /** The key of the account, as on the command line: ["N-201"]. */
  key: string[];
}

/** Why an account got its effort, rule by rule, and what would change it (docs/commands.md, explain --format json). */
export function explain(args: ExplainArguments): Promise<{ [part: string]: unknown }>;

export interface CompareArguments {
  old: string;
  new: string;
  old_name?: string;
  new_name?: string;
  /** How long the proof may take, from 1. */
  seconds?: number;
}

export interface Comparison {
  old: { file: string; title: string; version: string; digest: string; text_digest: string };
  new: { file: string; title: string; version: string; digest: string; text_digest: string };
  /** Whether it is proved that every account gets the same; null if that is open. */
  same_results: boolean | null;
  differences: { subject: string; change: string; can_change_results: boolean; [detail: string]: unknown }[];
  [part: string]: unknown;
}

/** What changed between two versions of a guideline, by meaning and by proof (diff --format json). */
export function compare(args: CompareArguments): Promise<Comparison>;

/** The guideline as `spanne fmt` lays it out. */
export function format(args: { rules: string; name?: string }): Promise<string>;

/** The engine's answer as it stands: the JSON document of the command line, byte for byte, faults included. */
export function call(name: "check" | "evaluate" | "explain" | "compare" | "format", args: object): Promise<string>;

/** A message of the language server protocol. */
export type Message = { jsonrpc: "2.0"; [member: string]: unknown };

/** An editor's server without a process: the language server protocol, version 3.17, and requests of our own. */
export interface LanguageService {
  /** Takes one message; returns those to be sent, in this order. */
  handle(message: Message): Message[];
  /** Whether findings and proofs wait to be made. */
  readonly hasWork: boolean;
  /** Does about so many steps of that (20 000 if left out: some milliseconds) and returns what is to be sent. To be called
   *  while no message waits. */
  work(steps?: number): Message[];
  /** Gives its memory back; it cannot be used after. */
  close(): void;
}

/** `today` is the day of tests of guidelines that have no period of their own: "2026-07-01". */
export function createService(args: { today: string }): Promise<LanguageService>;

/** "0.1.0" */
export function version(): Promise<string>;

/** What the engine refuses: the rules have errors, an argument is missing or wrong. */
export class SpanneError extends Error {
  /** What to do; may be empty. */
  help: string;
  /** The mistakes of the rules, if that is the reason. */
  findings?: Finding[];
}
