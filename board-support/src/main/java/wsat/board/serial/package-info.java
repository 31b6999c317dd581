/**
 * A tty as the serial line: Pi4J's {@code Serial} over a provider of our own, which opens any Linux tty by
 * jSerialComm: a Raspberry Pi's UART, a USB adapter, a pseudo-terminal. {@link wsat.board.serial.SerialLine}
 * is what a board uses; nothing else here is seen from outside but {@link wsat.board.serial.NativeFolder}.
 */
package wsat.board.serial;
