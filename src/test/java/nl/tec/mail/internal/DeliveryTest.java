package nl.tec.mail.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Message;
import jakarta.mail.internet.MimeMessage;
import java.time.Clock;
import java.util.Map;
import nl.tec.TecTest;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.Tracing;
import nl.tec.mail.MailTemplate.Mail;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The mails that a mail server receives from a hub that is not a demo. */
@TecTest
class DeliveryTest {

    @Autowired
    HubSettings hub;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    @Autowired
    MailToken token;

    @Autowired
    MessageIds ids;

    @Autowired
    ObjectProvider<Tracing> tracing;

    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private String demo = "";

    @BeforeEach
    void aHubWithAServer() {
        server.start();
        demo = hub.get(Setting.DEMO);
        hub.set(Setting.DEMO, "false");
    }

    @AfterEach
    void restoreState() {
        hub.set(Setting.DEMO, demo);
        server.stop();
    }

    @Test
    void bothTextsThePictureAndTheAppointmentArrive_underTheSameNumberWhenSentAgain() throws Exception {
        MailServer ours =
                new MailServer(hub, token, "127.0.0.1", server.getSmtp().getPort(), "", "", "");
        MailDelivery mailDelivery = new MailDelivery(hub, jdbc, clock, ours, ids, tracing);
        assertThat(mailDelivery.possible()).isTrue();
        assertThat(ours.lines()).isEmpty();
        Mail mail = new Mail(
                "Tot zo, één keer",
                "Gewone tekst",
                "<p>Opgemaakt <img src=\"cid:qr\"></p>",
                "BEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\nEND:VCALENDAR\r\n",
                Map.of("qr", new byte[] {1, 2, 3}),
                "/nieuwe-datum/geheim/stoppen");
        mailDelivery.deliver(4711, "ouder@voorbeeld.nl", mail);
        mailDelivery.deliver(4711, "ouder@voorbeeld.nl", mail);

        MimeMessage[] arrived = server.getReceivedMessages();
        assertThat(arrived).hasSize(2);
        assertThat(arrived[0].getSubject()).isEqualTo("Tot zo, één keer");
        assertThat(arrived[0].getRecipients(Message.RecipientType.TO)[0]).hasToString("ouder@voorbeeld.nl");
        assertThat(arrived[0].getFrom()[0].toString()).contains(hub.get(Setting.MAIL_FROM));
        assertThat(arrived[0].getMessageID())
                .isEqualTo(arrived[1].getMessageID())
                .isEqualTo(ids.of(4711))
                .contains("4711");
        assertThat(GreenMailUtil.getWholeMessage(arrived[0]))
                .contains("multipart/alternative", "Gewone tekst", "Opgemaakt")
                .contains("Content-ID: <qr>", "filename=afspraak.ics", "method=CANCEL")
                .contains("Auto-Submitted: auto-generated")
                .contains("List-Unsubscribe: <" + hub.get(Setting.BASE_URL) + "/nieuwe-datum/geheim/stoppen>")
                .contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
    }

    @Test
    void withoutAServerItSaysHowToNameOne() {
        MailServer none = new MailServer(hub, token, " ", 587, "", "", "");
        assertThat(new MailDelivery(hub, jdbc, clock, none, ids, tracing).possible())
                .isFalse();
        assertThat(none.lines()).singleElement().asString().contains("TEC_MAIL_HOST");
    }
}
