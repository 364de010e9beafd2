package dev.frogeye.live.page;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Someone who is sent something again and again. At most one write is under way; what comes meanwhile is left out. So a
 * client holds no more than one message, however slowly it reads.
 */
abstract class StreamingClient {
    private final Response response;
    private final Callback end;
    private final Connections.Deadline deadline;
    private final Runnable leave;
    private final AtomicBoolean isWriting = new AtomicBoolean();
    private final AtomicBoolean isOver = new AtomicBoolean();

    /**
     * A client who waits for its first message.
     *
     * @param end completes the answer
     * @param leave called once, when it is over
     */
    StreamingClient(Response response, Callback end, Connections.Deadline deadline, Runnable leave) {
        this.response = response;
        this.end = end;
        this.deadline = deadline;
        this.leave = leave;
        deadline.clear();
    }

    /** Whether a message would be sent now. */
    final boolean isReady() {
        return !isWriting.get() && !isOver.get();
    }

    /** Whether nothing will be sent any more. */
    final boolean isOver() {
        return isOver.get();
    }

    /** The answer, for its status and headers. */
    final Response response() {
        return response;
    }

    /** Sends these bytes, unless those before are still on their way. */
    final void send(ByteBuffer bytes) {
        if (isOver.get() || !isWriting.compareAndSet(false, true)) {
            return;
        }
        deadline.forWrite();
        response.write(false, bytes, Callback.from(this::written, this::fail));
    }

    /** Sends these bytes as the last ones. */
    final void sendLast(byte[] bytes) {
        if (isOver.compareAndSet(false, true)) {
            deadline.forWrite();
            leave.run();
            response.write(true, ByteBuffer.wrap(bytes), end);
        }
    }

    private void written() {
        deadline.clear();
        isWriting.set(false);
    }

    private void fail(Throwable failure) {
        if (isOver.compareAndSet(false, true)) {
            leave.run();
            end.failed(failure);
        }
    }

    /** Ends the answer. */
    final void finish() {
        if (isOver.compareAndSet(false, true)) {
            leave.run();
            end.succeeded();
        }
    }
}
