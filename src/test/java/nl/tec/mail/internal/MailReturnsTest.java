package nl.tec.mail.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import nl.tec.TecTest;
import nl.tec.TestSql;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.Tracing;
import nl.tec.mail.MailSetup;
import nl.tec.mail.MailTemplate.Mail;
import nl.tec.mail.MailTemplates;
import nl.tec.mail.Outbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.MailException;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Bounces and refusals by mail servers, immediately or later, and signing in there with a token. */
@TecTest
@ExtendWith(OutputCaptureExtension.class)
class MailReturnsTest {

    private static final Mail MAIL = new Mail("Proef", "Tekst", "<p>Tekst</p>", null, Map.of(), null);
    private static final String ADDRESS = "weg@school.example";

    @Autowired
    HubSettings hub;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    @Autowired
    JsonMapper json;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    MailTemplates templates;

    @Autowired
    MailToken noToken;

    @Autowired
    MessageIds ids;

    @Autowired
    ObjectProvider<Tracing> tracing;

    @Autowired
    Outbox outbox;

    @Autowired
    MailSetup setup;

    private final GreenMail mailbox = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
    private final StubMailServer server = new StubMailServer();
    private String demo = "";
    private String name = "";
    private long about;

    @BeforeEach
    void aRealHub() {
        mailbox.start();
        demo = hub.get(Setting.DEMO);
        name = hub.get(Setting.NAME);
        hub.set(Setting.DEMO, "false");
        hub.set(Setting.NAME, "TEC Deventer");
        about = System.nanoTime();
    }

    @AfterEach
    void restoreState() {
        hub.set(Setting.DEMO, demo);
        hub.set(Setting.NAME, name);
        server.close();
        mailbox.stop();
    }

    @Test
    void aMailThatCameBackIsGivenUp_shownWhereItIsAbout_andCanBeSentAgain() throws Exception {
        long mail = mail(true);
        GreenMailUser user = mailbox.setUser("terug@tec.example", "terug", "geheim");
        user.deliver(report(ids.of(mail), "failed", "5.1.1"));
        user.deliver(report("<1.00000000000000000000.tec@elsewhere>", "failed", "5.1.1"));
        user.deliver(message("Subject: Ik ben er niet\r\n\r\nTot maandag.\r\n"));
        MailReturns returns = returns("geheim");
        assertThat(returns.read()).isEqualTo(1);
        assertThat(undelivered()).singleElement().satisfies(one -> {
            assertThat(one.recipient()).isEqualTo(ADDRESS);
            assertThat(one.said()).isEqualTo("550 5.1.1 no such user here");
        });
        assertThat(mailbox.getManagers().getImapHostManager().getInbox(user).getMessageCount())
                .as("the reports are gone, the rest is left")
                .isEqualTo(2);
        assertThat(returns.read()).isZero();
        assertThat(setup.sendAgain(List.of(mail))).isEqualTo(1);
        assertThat(undelivered()).isEmpty();
    }

    /** Delays, reports for others, forged ids and malformed reports: nothing is given up. */
    @Test
    void unrelatedReportsChangeNothing() throws Exception {
        long mail = mail(true);
        GreenMailUser user = mailbox.setUser("terug@tec.example", "terug", "geheim");
        user.deliver(report(ids.of(mail), "delayed", "4.4.1"));
        user.deliver(
                report(ids.of(mail).replaceFirst("\\.[0-9a-f]{20}\\.", ".00000000000000000000."), "failed", "5.1.1"));
        user.deliver(message("Content-Type: multipart/report; boundary=x; report-type=delivery-status\r\n\r\n--x\r\n"
                + "Content-Type: message/delivery-status\r\n\r\n\r\n\0\r\n--"));
        user.deliver(message("Content-Type: multipart/report\r\n\r\nno parts"));
        assertThat(returns("geheim").read()).isZero();
        assertThat(undelivered()).isEmpty();
    }

    @Test
    void aMailboxThatCanNotBeReadIsAFaultOfTheJob() {
        mailbox.setUser("terug@tec.example", "terug", "geheim");
        MailReturns returns = returns("verkeerd");
        assertThatThrownBy(returns::read).hasMessageContaining("undelivered");
    }

    /** A missing mailbox: given up immediately. Another refusal: retried. */
    @Test
    void anAddressThatIsNotThereIsGivenUpAtOnce_anotherRefusalIsNot() {
        long gone = mail(false);
        server.refused.put(ADDRESS, "550 5.1.1 User unknown");
        sendDue();
        assertThat(undelivered())
                .singleElement()
                .extracting(Outbox.Undelivered::said)
                .asString()
                .contains("5.1.1");
        assertThat(attempts(gone)).isEqualTo(1);

        about++;
        long policy = mail(false);
        server.refused.put(ADDRESS, "550 5.7.1 We do not know your server");
        sendDue();
        assertThat(undelivered()).isEmpty();
        about++;
        mail(false);
        server.refused.put(ADDRESS, "452 4.2.2 Mailbox full");
        sendDue();
        assertThat(undelivered()).isEmpty();
        assertThat(attempts(policy)).isEqualTo(1);
        assertThat(server.senders).as("where it comes back to").contains("terug@tec.example");
    }

    /** However long the server is away, or refuses the password of the hub: nothing is given up, and one connection is tried. */
    @Test
    void aServerThatIsAwayCostsNoAttempt_andItsMailGoesOutAfterwards() throws IOException {
        HttpServer provider = provider(new CopyOnWriteArrayList<>());
        try (ServerSocket refuses = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            int nothing = refuses.getLocalPort();
            refuses.close();
            long first = mail(false);
            long second = mail(false);
            MailServer away = new MailServer(hub, noToken, "127.0.0.1", nothing, "", "", "");
            MailServer signsIn =
                    new MailServer(hub, token(provider, ""), "127.0.0.1", server.port(), "tec@tec.example", "", "");
            for (MailServer one : List.of(away, signsIn)) {
                for (int night = 0; night < 12; night++) {
                    sendDue(one);
                    assertThat(attempts(first) + attempts(second)).isZero();
                    assertThat(jdbc.sql("""
                            select count(*) from outbox where id in (?, ?) and failed_at is null
                               and next_attempt_at between now() + interval '50 seconds' and now() + interval '70 seconds'
                            """)
                                    .params(first, second)
                                    .query(Integer.class)
                                    .single())
                            .isEqualTo(2);
                    jdbc.sql("update outbox set next_attempt_at = now() - interval '1 minute' where id in (?, ?)")
                            .params(first, second)
                            .update();
                }
            }
            assertThat(server.tokens).as("one connection for both mails").hasSize(12);
            assertThat(sendDue(new MailServer(hub, noToken, "127.0.0.1", server.port(), "", "", "")))
                    .isEqualTo(2);
        } finally {
            provider.stop(0);
        }
    }

    @Test
    void theLogNamesNobodyWhoseMailWasRefused(CapturedOutput log) {
        mail(false);
        server.refused.put(ADDRESS, "550 5.1.1 <" + ADDRESS + ">: Recipient address rejected");
        sendDue();
        assertThat(undelivered()).hasSize(1);
        assertThat(log.getAll()).contains("(account-password-changed) failed").doesNotContain(ADDRESS);
    }

    @Test
    void aServerThatWantsATokenGetsOne_andANewOneWhenItIsRefused() throws IOException {
        List<String> asked = new CopyOnWriteArrayList<>();
        HttpServer provider = provider(asked);
        try {
            MailToken token = token(provider, "");
            MailDelivery delivery = new MailDelivery(
                    hub,
                    jdbc,
                    clock,
                    new MailServer(hub, token, "127.0.0.1", server.port(), "tec@deventer.example", "", ""),
                    ids,
                    tracing);
            server.rightToken = "token-1";
            delivery.toServer(1, "ouder@voorbeeld.nl", MAIL);
            delivery.toServer(2, "ouder@voorbeeld.nl", MAIL);
            assertThat(asked).singleElement().asString().contains("grant_type=client_credentials", "client_id=hub");
            assertThat(server.accepted).hasSize(2);
            // revoked before it expires
            server.rightToken = "token-2";
            assertThatThrownBy(() -> delivery.toServer(3, "ouder@voorbeeld.nl", MAIL))
                    .isInstanceOf(MailException.class);
            delivery.toServer(3, "ouder@voorbeeld.nl", MAIL);
            assertThat(server.tokens).containsExactly("token-1", "token-1", "token-1", "token-2");
            token(provider, "lang-geldig").get();
            assertThat(asked.get(2)).contains("grant_type=refresh_token", "refresh_token=lang-geldig");
        } finally {
            provider.stop(0);
        }
    }

    @Test
    void aProviderThatGivesNoTokenIsQuoted() throws IOException {
        HttpServer provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext("/token", exchange -> {
            byte[] answer = "{\"error\":\"invalid_client\",\"error_description\":\"The secret has expired\"}"
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(401, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        provider.start();
        try {
            assertThatThrownBy(() -> token(provider, "").get())
                    .isInstanceOf(MailException.class)
                    .hasMessageContaining("invalid_client The secret has expired");
            assertThatThrownBy(() -> new MailToken(clock, json, "http://login.example/token", "a", "b", "", ""))
                    .hasMessageContaining("https");
        } finally {
            provider.stop(0);
        }
    }

    /** Starts an identity provider that gives token-1, token-2, ... */
    private static HttpServer provider(List<String> asked) throws IOException {
        HttpServer provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext("/token", exchange -> {
            asked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] answer = ("{\"token_type\":\"Bearer\",\"expires_in\":3600,\"access_token\":\"token-" + asked.size()
                            + "\"}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        provider.start();
        return provider;
    }

    private MailToken token(HttpServer provider, String refreshToken) {
        String address = "http://127.0.0.1:" + provider.getAddress().getPort() + "/token";
        return new MailToken(clock, json, address, "hub", "geheim", refreshToken, "");
    }

    private MailReturns returns(String password) {
        return new MailReturns(
                hub, noToken, ids, jdbc, clock, "127.0.0.1", mailbox.getImap().getPort(), "terug", password);
    }

    private void sendDue() {
        sendDue(new MailServer(hub, noToken, "127.0.0.1", server.port(), "", "", "terug@tec.example"));
    }

    private int sendDue(MailServer by) {
        MailDelivery delivery = new MailDelivery(hub, jdbc, clock, by, ids, tracing);
        // leave the mails of other tests alone
        TestSql.update(
                jdbc,
                "update outbox set next_attempt_at = now() + interval '1 day' where sent_at is null and failed_at is null"
                        + " and payload -> 'proef' is distinct from to_jsonb(?::bigint)",
                about);
        return new OutboxSender(jdbc, clock, json, transaction, hub, delivery, templates).sendDue();
    }

    /** Puts a mail about a subject. @param sent whether a server has accepted it */
    private long mail(boolean sent) {
        return jdbc.sql("""
                insert into outbox (template, recipient, language, payload, created_at, next_attempt_at, sent_at)
                values ('account-password-changed', ?, 'nl', jsonb_build_object('name', 'Noor', 'proef', ?::bigint), now(),
                        now() - interval '1 hour', case when ? then now() end)
                returning id
                """)
                .param(ADDRESS)
                .param(about)
                .param(sent)
                .query(Long.class)
                .single();
    }

    private int attempts(long mail) {
        return TestSql.integer(jdbc, "select attempts from outbox where id = ?", mail);
    }

    private List<Outbox.Undelivered> undelivered() {
        return outbox.undelivered(List.of("proef"), List.of(about)).getOrDefault(about, List.of());
    }

    /** Makes a report as a mail server sends it (RFC 3464). */
    private static MimeMessage report(String messageId, String action, String status) throws Exception {
        return message("""
                From: MAILER-DAEMON@school.example
                To: terug@tec.example
                Subject: Undelivered Mail Returned to Sender
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status; boundary="grens"

                --grens
                Content-Type: text/plain

                I'm sorry to have to inform you that your message could not be delivered.
                --grens
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.school.example

                Final-Recipient: rfc822; weg@school.example
                Action: %s
                Status: %s
                Diagnostic-Code: smtp; 550 %s no such user
                  here

                --grens
                Content-Type: text/rfc822-headers

                Subject: Proef
                Message-ID: %s

                --grens--
                """.formatted(action, status, status, messageId).replace("\n", "\r\n"));
    }

    private static MimeMessage message(String text) throws Exception {
        return new MimeMessage(
                Session.getInstance(new Properties()), new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
