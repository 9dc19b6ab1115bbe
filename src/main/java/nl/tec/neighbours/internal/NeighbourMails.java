package nl.tec.neighbours.internal;

import nl.tec.mail.MailTemplate;
import nl.tec.mail.MailWriter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The mail to a teacher who was told to wait for a neighbour that now says no. What it books, it confirms by mail itself. */
@Configuration(proxyBeanMethods = false)
class NeighbourMails {

    static final String NOT_BOOKED = "neighbour-not-booked";

    @Bean
    MailTemplate neighbourNotBookedMail(MailWriter writer) {
        return MailTemplate.of(
                NOT_BOOKED,
                (mail, language) -> writer.about(
                                language,
                                "mail.neighbour.no.subject",
                                mail.get("title").asString())
                        .say("accounts.mail.hello", mail.get("name").asString())
                        .say(
                                "mail.neighbour.no." + mail.get("state").asString(),
                                mail.get("title").asString(),
                                mail.get("hub").asString())
                        .press(
                                "mail.neighbour.no.button",
                                "/school/buren/" + mail.get("id").asString())
                        .done());
    }
}
