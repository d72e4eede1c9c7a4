// Compiles only if the types fit how the package is used (scripts/npm --try).
import {
  call, check, compare, createService, evaluate, explain, format, SpanneError, version,
  type Comparison, type Evaluation, type Finding,
} from "spanne";

export async function use(rules: string, workbook: Uint8Array): Promise<string> {
  const findings: Finding[] = await check({ rules, name: "guideline.spanne", prove: false });
  const mistakes = findings.filter((finding) => finding.severity === "error").map((finding) => finding.replacements[0]);
  const evaluation: Evaluation = await evaluate({ rules, accounts: workbook, as_of: "2026-07-01", decimals: 2 });
  const comparison: Comparison = await compare({ old: rules, new: rules });
  const explained = await explain({ rules, accounts: "account\nA-1\n", key: ["A-1"], as_of: "2026-07-01" });
  const service = await createService({ today: "2026-07-01" });
  const sent = service.handle({ jsonrpc: "2.0", id: 1, method: "initialize", params: { capabilities: {} } });
  while (service.hasWork) sent.push(...service.work(1000));
  service.close();
  try {
    return [await format({ rules }), await call("check", { rules }), await version(), evaluation.digest, ...mistakes,
            String(comparison.same_results), JSON.stringify(explained)].join("\n");
  } catch (error) {
    return error instanceof SpanneError ? error.help : "";
  }
}

// @ts-expect-error: the day has to be said
void evaluate({ rules: "", accounts: "" });
// @ts-expect-error: there is no such severity
export const severity: Finding["severity"] = "fatal";
