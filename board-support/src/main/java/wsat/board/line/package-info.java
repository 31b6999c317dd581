/**
 * Serial lines as the loop sees them, whatever they are made of.
 *
 * <pre>
 * Line             what the loop needs beyond the firmware's Uart
 *   ChannelLine      watched by the loop's selector (a tty, a pseudo-terminal, TCP)
 *     DescriptorPipe   a descriptor as NIO channels
 *   StreamLine       over streams that block: standard input and output, the console
 *     ByteRing         between their threads and the loop
 *   PacedLine        a baud rate in front of another line
 *     Pacing           one direction of it
 * Doorbell         how another thread wakes the loop
 * </pre>
 */
package wsat.board.line;
