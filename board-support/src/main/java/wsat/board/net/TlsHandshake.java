package wsat.board.net;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import wsat.board.tls.ClientHello;
import wsat.board.tls.TlsContext;
import wsat.board.tls.Verdict;

/**
 * Shakes hands in a slow thread, step by step: each works the engine as far as it goes without the
 * socket. Engine and buffers belong to the slow thread during a step, whole: the JDK makes keys and signs
 * not only in the tasks that it delegates.
 */
final class TlsHandshake implements Slow.Job {
    private static final ByteBuffer NOWHERE = ByteBuffer.allocate(0);

    private final TlsChannel channel;
    private final TlsContext context;
    private final Verdict verdict;
    private final ClientHello hello;
    private final TlsBuffers buffers;

    private SSLEngine engine;
    private boolean complete;
    private Failure failure;

    TlsHandshake(TlsChannel channel, TlsTerms terms, TlsBuffers buffers) {
        this.channel = channel;
        context = terms.context;
        verdict = terms.verdict;
        hello = terms.hello;
        this.buffers = buffers;
    }

    /** Null if it could not even be made. */
    SSLEngine engine() {
        return engine;
    }

    /** Whether hands have been shaken at least once, and the server is accepted. */
    boolean complete() {
        return complete;
    }

    /** Why it failed, null: it did not. What is to be said to the server then is in the buffer already. */
    Failure failure() {
        return failure;
    }

    @Override
    public void work() {
        // One at a time on a context: an abandoned handshake may still be at work beside the next one's.
        synchronized (context) {
            step();
        }
    }

    private void step() {
        try {
            context.judging(verdict);
            if (engine == null) {
                engine = hello == null ? context.serverEngine(verdict) : context.engine(verdict, hello);
                engine.beginHandshake();
            }
            shake();
            if (!complete && engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING) {
                complete = context.accepts(engine.getSession(), verdict);
                failure = complete ? null : TlsFailure.refused(verdict);
            }
        } catch (SSLException e) {
            lastWords();
            failure = TlsFailure.of(e, verdict, buffers.in, buffers.out);
        } catch (GeneralSecurityException | RuntimeException e) {
            failure = TlsFailure.failed(0, "TLS failed: " + e);
        }
    }

    private void shake() throws SSLException {
        while (true) {
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK:
                    engine.getDelegatedTask().run();
                    break;
                case NEED_WRAP:
                    say();
                    break;
                case NEED_UNWRAP:
                    if (!hear()) {
                        return;
                    }
                    break;
                default:
                    return;
            }
        }
    }

    private void say() throws SSLException {
        buffers.out = TlsBuffers.room(buffers.out, engine.getSession().getPacketBufferSize());
        try {
            engine.wrap(NOWHERE, buffers.out);
        } finally {
            buffers.out.flip();
        }
    }

    /** @return false: more bytes are needed */
    private boolean hear() throws SSLException {
        if (!complete) {
            return engine.unwrap(buffers.in, NOWHERE).getStatus() == Status.OK;
        }
        // Data may come while hands are shaken again (RFC 5246, 7.4.1.1).
        buffers.plain = TlsBuffers.room(buffers.plain, engine.getSession().getApplicationBufferSize());
        try {
            return engine.unwrap(buffers.in, buffers.plain).getStatus() == Status.OK;
        } finally {
            buffers.plain.flip();
        }
    }

    /** Puts the alert into the buffer, if it has come to that. */
    private void lastWords() {
        try {
            while (engine != null && engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
                say();
            }
        } catch (SSLException e) {
            // The first failure tells more.
        }
    }

    @Override
    public void done() {
        channel.stepped();
    }
}
