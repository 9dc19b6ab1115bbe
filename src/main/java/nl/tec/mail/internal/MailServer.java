package nl.tec.mail.internal;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Transport;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import nl.tec.hub.HubSettings;
import nl.tec.hub.StartNotice;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.annotation.Order;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;

/**
 * The server for outgoing mail, if there is one: {@code TEC_MAIL_HOST} and related settings. Not auto-configured by Spring Boot, which
 * would decide at build time whether there is a mail server.
 */
@Component
@Order(1)
class MailServer implements StartNotice {

    /** The port for implicit TLS. */
    private static final int ENCRYPTED_PORT = 465;

    static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HubSettings hub;
    private final Optional<JavaMailSender> sender;
    private final Optional<String> address;

    MailServer(
            HubSettings hub,
            MailToken token,
            @Value("${tec.mail.host:}") String host,
            @Value("${tec.mail.port:587}") int port,
            @Value("${tec.mail.user:}") String user,
            @Value("${tec.mail.password:}") String password,
            @Value("${tec.mail.return.address:}") String returns) {
        this.hub = hub;
        this.address = host.isBlank() ? Optional.empty() : Optional.of(host.strip() + ":" + port);
        this.sender = host.isBlank()
                ? Optional.empty()
                : Optional.of(sender(host.strip(), port, user, password, token, returns.strip()));
    }

    /** Returns host and port. */
    Optional<String> address() {
        return address;
    }

    Optional<JavaMailSender> sender() {
        return sender;
    }

    /** Whether no mail was offered to a server: it can't be reached, or does not let the hub sign in. */
    static boolean away(RuntimeException e) {
        return e instanceof MailAuthenticationException
                || e instanceof MailSendException failed
                        && failed.getCause() != null
                        && Arrays.asList(failed.getMessageExceptions()).contains(failed.getCause());
    }

    @Override
    public List<String> lines() {
        return hub.demo() || sender.isPresent()
                ? List.of()
                : List.of("It has no mail server, so its mail waits: set TEC_MAIL_HOST (README.md).");
    }

    private static JavaMailSender sender(
            String host, int port, String user, String password, MailToken token, String returns) {
        JavaMailSenderImpl sender = token.wanted() ? new TokenSender(token) : new JavaMailSenderImpl();
        sender.setHost(host);
        sender.setPort(port);
        sender.setDefaultEncoding(StandardCharsets.UTF_8.name());
        String protocol = port == ENCRYPTED_PORT ? "smtps" : "smtp";
        sender.setProtocol(protocol);
        Properties properties = sender.getJavaMailProperties();
        set(properties, protocol, "starttls.enable", "true");
        patience(properties, protocol);
        set(properties, protocol, "ssl.checkserveridentity", "true");
        if (!user.isEmpty()) {
            sender.setUsername(user);
            sender.setPassword(password);
            set(properties, protocol, "auth", "true");
            // a password is never sent unencrypted
            set(
                    properties,
                    protocol,
                    "starttls.required",
                    Boolean.toString(port != ENCRYPTED_PORT && !ThisMachine.is(host)));
        }
        if (token.wanted()) {
            set(properties, protocol, "auth.mechanisms", "XOAUTH2");
        }
        if (!returns.isEmpty()) {
            set(properties, protocol, "from", returns);
            // if the server supports it: report failures, without the content of the mail
            set(properties, protocol, "dsn.notify", "FAILURE");
            set(properties, protocol, "dsn.ret", "HDRS");
        }
        return sender;
    }

    static void patience(Properties properties, String protocol) {
        for (String step : List.of("connectiontimeout", "timeout", "writetimeout")) {
            set(properties, protocol, step, Long.toString(PATIENCE.toMillis()));
        }
    }

    static void set(Properties properties, String protocol, String name, String value) {
        properties.setProperty("mail." + protocol + "." + name, value);
    }

    /** Signs in with the current token. */
    private static final class TokenSender extends JavaMailSenderImpl {

        private final MailToken token;

        TokenSender(MailToken token) {
            this.token = token;
        }

        @Override
        public String getPassword() {
            return token.get();
        }

        @Override
        protected Transport connectTransport() throws MessagingException {
            try {
                return super.connectTransport();
            } catch (AuthenticationFailedException e) {
                token.forget();
                throw e;
            }
        }
    }
}
