/**
 * Faults that somebody makes while a module runs: {@link wsat.board.fault.FaultWords} is the vocabulary, one table for
 * the page, the console and transcripts; {@link wsat.board.fault.Faults} takes words and keeps what they have changed;
 * the {@code Faulty} ports stand before the real ones and do as it says, so that real servers stay as they are.
 *
 * <pre>
 *   page, console --words--&gt; Faults --&gt; FaultyLinks, FaultySockets, FaultyResolver, FaultyStation, FaultyUart
 * </pre>
 */
package wsat.board.fault;
