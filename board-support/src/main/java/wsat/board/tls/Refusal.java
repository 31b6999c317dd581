package wsat.board.tls;

import wsat.port.TlsReason;

/**
 * Why a server's certificate is refused.
 *
 * @param code  of {@link TlsReason}, {@link TlsReason#NOT_TRUSTED} to {@link TlsReason#NO_ROOTS}
 * @param words for the person at the board
 */
public record Refusal(int code, String words) {
}
