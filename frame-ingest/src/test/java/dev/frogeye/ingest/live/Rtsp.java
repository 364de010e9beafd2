package dev.frogeye.ingest.live;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** As much of an RTSP server as a client needs that wants a transport stream within its connection. */
final class Rtsp extends OutputStream {
    private static final String DESCRIPTION = String.join(
            "\r\n",
            "v=0",
            "o=- 0 0 IN IP4 127.0.0.1",
            "s=live",
            "c=IN IP4 0.0.0.0",
            "t=0 0",
            "m=video 0 RTP/AVP 33",
            "a=control:track1",
            "");

    private static final int HEADER = 16;

    private final OutputStream out;
    private short sequence;

    private Rtsp(OutputStream out) {
        this.out = out;
    }

    /** Answers until pictures are wanted; each write then sends a packet of them. */
    static Rtsp play(Socket socket) throws IOException {
        OutputStream out = socket.getOutputStream();
        BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        while (true) {
            String request = in.readLine();
            String count = "";
            String line = request;
            while (line != null && !line.isEmpty()) {
                count = line.startsWith("CSeq:") ? line : count;
                line = in.readLine();
            }
            if (line == null) {
                throw new EOFException("the client has gone");
            }
            String method = request.substring(0, request.indexOf(' '));
            out.write(("RTSP/1.0 200 OK\r\n" + count + "\r\n" + answer(method)).getBytes(StandardCharsets.US_ASCII));
            out.flush();
            if (method.equals("PLAY")) {
                return new Rtsp(out);
            }
        }
    }

    private static String answer(String method) {
        return switch (method) {
            case "DESCRIBE" ->
                "Content-Type: application/sdp\r\nContent-Length: " + DESCRIPTION.length() + "\r\n\r\n" + DESCRIPTION;
            case "SETUP" -> "Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\nSession: 1\r\n\r\n";
            case "PLAY" -> "Session: 1\r\n\r\n";
            default -> "Public: OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN\r\n\r\n";
        };
    }

    @Override
    public void write(int value) {
        throw new AssertionError("bytes are written together");
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer packet = ByteBuffer.allocate(HEADER + length);
        packet.put((byte) '$').put((byte) 0).putShort((short) (HEADER - 4 + length));
        packet.put((byte) 0x80).put((byte) 33).putShort(sequence++).putInt(0).putInt(1);
        packet.put(bytes, offset, length);
        out.write(packet.array());
    }
}
