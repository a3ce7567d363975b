/** Clocks that tests of every client use. */
export { createLeapingClock, type LeapingClock } from "../../support/leaping-clock.js";
