/**
 * Transcripts on a real line: the host's side against any module, or a recorded module for a real host, and where they
 * differ.
 */
package wsat.sim.play;
