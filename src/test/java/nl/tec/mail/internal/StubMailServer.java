package nl.tec.mail.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server (SMTP) with XOAUTH2 that refuses configured addresses with configured replies. Stops when it is closed. */
final class StubMailServer implements AutoCloseable {

    final Map<String, String> refused = new ConcurrentHashMap<>();
    final List<String> tokens = new CopyOnWriteArrayList<>();
    final List<String> accepted = new CopyOnWriteArrayList<>();
    final List<String> senders = new CopyOnWriteArrayList<>();
    volatile String rightToken = "";

    private final ServerSocket socket;
    private final Thread thread;

    StubMailServer() {
        try {
            socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread = new Thread(this::listen, "stub mail server");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    private void listen() {
        while (!socket.isClosed()) {
            try (Socket visitor = socket.accept()) {
                visitor.setSoTimeout(20_000);
                talk(visitor);
            } catch (IOException e) {
                // either side closed the connection
            }
        }
    }

    private void talk(Socket visitor) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(visitor.getInputStream(), StandardCharsets.UTF_8));
        PrintWriter out = new PrintWriter(visitor.getOutputStream(), true, StandardCharsets.UTF_8);
        say(out, "220 stub");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String command = line.toUpperCase(Locale.ROOT);
            if (command.startsWith("EHLO")) {
                say(out, "250-stub");
                say(out, "250 AUTH LOGIN XOAUTH2");
            } else if (command.startsWith("AUTH XOAUTH2")) {
                authenticate(out, in, line.substring("AUTH XOAUTH2".length()).strip());
            } else if (command.startsWith("MAIL FROM:")) {
                senders.add(line.replaceAll(".*<(.*?)>.*", "$1"));
                say(out, "250 ok");
            } else if (command.startsWith("RCPT TO:")) {
                String address = line.replaceAll(".*<(.*)>.*", "$1");
                say(out, refused.getOrDefault(address, "250 ok"));
            } else if (command.equals("DATA")) {
                say(out, "354 go on");
                StringBuilder mail = new StringBuilder();
                for (String text = in.readLine(); text != null && !text.equals("."); text = in.readLine()) {
                    mail.append(text).append('\n');
                }
                accepted.add(mail.toString());
                say(out, "250 taken");
            } else if (command.equals("QUIT")) {
                say(out, "221 bye");
                return;
            } else {
                say(out, "250 ok");
            }
        }
    }

    private void authenticate(PrintWriter out, BufferedReader in, String given) throws IOException {
        String encoded = given;
        if (encoded.isEmpty()) {
            say(out, "334 ");
            encoded = in.readLine();
        }
        String said = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
        String token = said.replaceAll("(?s).*auth=Bearer ([^\\x01]*)\\x01.*", "$1");
        tokens.add(token);
        say(out, token.equals(rightToken) ? "235 2.7.0 welcome" : "535 5.7.3 Authentication unsuccessful");
    }

    private static void say(PrintWriter out, String line) {
        out.print(line + "\r\n");
        out.flush();
    }

    @Override
    public void close() {
        try {
            socket.close();
            thread.join(2_000);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
