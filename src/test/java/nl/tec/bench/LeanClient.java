package nl.tec.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/**
 * An HTTP client that takes as little as it can of the two cores that it shares with what it measures: one thread, as many
 * connections as asked, each with one request at a time, nothing parsed but the length of the answer.
 */
final class LeanClient implements AutoCloseable {

    private static final byte[] END_OF_HEAD = {'\r', '\n', '\r', '\n'};
    private static final byte[] LENGTH = "\r\ncontent-length:".getBytes(StandardCharsets.US_ASCII);

    private final Selector selector;
    private final List<Connection> connections = new ArrayList<>();

    LeanClient(int port, int connections) throws IOException {
        this(port, connections, 256 * 1024);
    }

    /** @param most bytes of an answer */
    LeanClient(int port, int connections, int most) throws IOException {
        selector = Selector.open();
        for (int i = 0; i < connections; i++) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            Connection connection = new Connection(channel, i, most);
            channel.register(selector, SelectionKey.OP_READ, connection);
            this.connections.add(connection);
        }
    }

    /** The number of answers and the seconds they took. @param wrong the first answer that was not as it should be, or empty */
    record Count(int answers, int wrongAnswers, String wrong, double seconds) {

        double perSecond() {
            return (answers - wrongAnswers) / seconds;
        }
    }

    /**
     * Sends requests on all connections for some time, and waits for the last answers.
     *
     * @param request the next request of a connection, whole
     * @param right whether an answer (its head) is as it should be
     */
    Count run(Duration time, IntFunction<byte[]> request, Predicate<String> right) throws IOException {
        long start = System.nanoTime();
        long until = start + time.toNanos();
        int answers = 0;
        int wrongAnswers = 0;
        String wrong = "";
        int busy = connections.size();
        for (Connection connection : connections) {
            connection.send(request.apply(connection.number));
        }
        while (busy > 0) {
            selector.select(1000);
            for (SelectionKey key : selector.selectedKeys()) {
                Connection connection = (Connection) key.attachment();
                String head = connection.receive();
                if (head == null) {
                    continue;
                }
                answers++;
                if (!right.test(head)) {
                    wrongAnswers++;
                    wrong = wrong.isEmpty() ? head : wrong;
                }
                if (System.nanoTime() < until) {
                    connection.send(request.apply(connection.number));
                } else {
                    busy--;
                }
            }
            selector.selectedKeys().clear();
        }
        return new Count(answers, wrongAnswers, wrong, (System.nanoTime() - start) / 1e9);
    }

    @Override
    public void close() throws IOException {
        for (Connection connection : connections) {
            connection.channel.close();
        }
        selector.close();
    }

    private static final class Connection {

        private final SocketChannel channel;
        private final int number;
        private final ByteBuffer in;

        Connection(SocketChannel channel, int number, int most) {
            this.channel = channel;
            this.number = number;
            this.in = ByteBuffer.allocate(most);
        }

        void send(byte[] request) throws IOException {
            in.clear();
            ByteBuffer out = ByteBuffer.wrap(request);
            while (out.hasRemaining()) {
                channel.write(out);
            }
        }

        /** The head of the answer once it is whole; null until then. */
        @org.jspecify.annotations.Nullable String receive() throws IOException {
            if (channel.read(in) < 0) {
                throw new IOException("the server closed the connection");
            }
            int end = indexOf(END_OF_HEAD, in.position());
            if (end < 0) {
                return null;
            }
            int length = indexOf(LENGTH, end + 2);
            int body = 0;
            if (length >= 0) {
                for (int at = length + LENGTH.length; in.get(at) != '\r'; at++) {
                    body = in.get(at) == ' ' ? body : body * 10 + in.get(at) - '0';
                }
            } else if (in.get(in.position() - 1) != '\n') {
                return null; // chunked, and not at an end of a line: there is more to come
            }
            if (in.position() < end + END_OF_HEAD.length + body) {
                return null;
            }
            return new String(in.array(), 0, end, StandardCharsets.ISO_8859_1);
        }

        private int indexOf(byte[] what, int until) {
            search:
            for (int at = 0; at <= until - what.length; at++) {
                for (int i = 0; i < what.length; i++) {
                    byte b = in.get(at + i);
                    if ((b >= 'A' && b <= 'Z' ? b + 32 : b) != what[i]) {
                        continue search;
                    }
                }
                return at;
            }
            return -1;
        }
    }
}
