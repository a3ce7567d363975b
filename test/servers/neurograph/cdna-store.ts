// The CDNA configuration: profiles, current scales, quarantine and history.

/** A profile, wire names. */
export interface CdnaProfile {
  readonly name: string;
  readonly scales: readonly number[];
  readonly description: string;
  readonly plasticity: number;
  readonly evolution_rate: number;
  readonly restricted: boolean;
  readonly max_change: number | null;
}

/** An entry of the history; what else it holds depends on the action. */
export interface CdnaHistoryEntry {
  readonly action: string;
  readonly timestamp: string;
  readonly [key: string]: unknown;
}

/** Current state. */
export interface CdnaStore {
  profile: string;
  scales: readonly number[];
  timestamp: string | null;
  /** Unix milliseconds at which quarantine ends; null when there is none. */
  quarantineEndsAt: number | null;
  /** Oldest first. */
  readonly history: CdnaHistoryEntry[];
}

const free = { restricted: false, max_change: null };

export const cdnaProfiles: Readonly<Record<string, CdnaProfile>> = {
  explorer: {
    name: "Explorer",
    scales: [1, 1.5, 1.2, 2, 3, 2.5, 2, 5],
    description: "Open to new structures",
    plasticity: 0.8,
    evolution_rate: 0.5,
    ...free,
  },
  analyzer: {
    name: "Analyzer",
    scales: [1, 1, 1, 1.5, 10, 5, 3, 20],
    description: "Favours abstract and cognitive dimensions",
    plasticity: 0.2,
    evolution_rate: 0.1,
    ...free,
  },
  creative: {
    name: "Creative",
    scales: [1, 2, 3, 5, 8, 13, 21, 34],
    description: "Strong associations across dimensions",
    plasticity: 0.95,
    evolution_rate: 0.8,
    ...free,
  },
  quarantine: {
    name: "Quarantine",
    scales: [1, 1, 1, 1, 2, 1.5, 1, 3],
    description: "Restricted profile for trying out changes",
    plasticity: 0.1,
    evolution_rate: 0,
    restricted: true,
    max_change: 0.5,
  },
};

export const quarantineMetrics = { memory_growth: 0, connection_breaks: 0, token_churn: 0 };

export function createCdnaStore(): CdnaStore {
  const scales = cdnaProfiles.explorer?.scales ?? [];
  return { profile: "explorer", scales, timestamp: null, quarantineEndsAt: null, history: [] };
}

/** Largest value of each dimension, physical first. */
const maxima = [20, 20, 20, 20, 30, 20, 20, 50];

/** What is wrong, and what is merely bold, about eight scales. */
export function checkScales(scales: readonly number[]): { errors: string[]; warnings: string[] } {
  const errors: string[] = [];
  const warnings: string[] = [];
  for (const [index, value] of scales.entries()) {
    const max = maxima[index] ?? 0;
    const subject = `Dimension ${index} value ${decimal(value)}`;
    if (value < 0 || value > max) errors.push(`${subject} out of range [0, ${max}]`);
    else if (value > max * 0.75)
      warnings.push(`${subject} in danger zone (>${decimal(max * 0.75)})`);
    else if (value > max * 0.5)
      warnings.push(`${subject} in caution zone (>${decimal(max * 0.5)})`);
  }
  return { errors, warnings };
}

/** Python prints a whole float with one decimal. */
function decimal(value: number): string {
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}
