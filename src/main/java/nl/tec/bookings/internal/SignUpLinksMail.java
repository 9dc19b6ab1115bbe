package nl.tec.bookings.internal;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import nl.tec.bookings.SignUp;
import nl.tec.bookings.SignUpTexts;
import nl.tec.hub.Texts;
import nl.tec.mail.MailTemplate;
import nl.tec.mail.MailWriter;
import nl.tec.mail.MailWriter.Draft;
import nl.tec.mail.MailWriter.Fact;
import nl.tec.mail.Outbox;
import nl.tec.shared.Dates;
import nl.tec.shared.TimeSlot;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The mail with new links to all sign-ups of an address, for visitors who lost the original mail. */
@Component
public class SignUpLinksMail implements MailTemplate {

    private static final String NAME = "sign-up-links";
    private static final int MAX = 20;

    private final SignUpQueries signUps;
    private final SignUpLinks links;
    private final Outbox outbox;
    private final MailWriter writer;
    private final Texts texts;
    private final SignUpTexts words;

    SignUpLinksMail(
            SignUpQueries signUps,
            SignUpLinks links,
            Outbox outbox,
            MailWriter writer,
            Texts texts,
            SignUpTexts words) {
        this.signUps = signUps;
        this.links = links;
        this.outbox = outbox;
        this.writer = writer;
        this.texts = texts;
        this.words = words;
    }

    /** Puts the mail in the outbox, if the address has sign-ups. */
    public void put(String email, Locale language) {
        List<Long> bookings = signUps.list(email, MAX);
        if (!bookings.isEmpty()) {
            outbox.put(NAME, email, language, Map.of("booking", bookings), null);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Mail render(JsonNode payload, Locale language) {
        Draft draft = writer.write(language, texts.text(language, "mail.signup.LINKS.subject"))
                .paragraph(texts.text(language, "mail.signup.LINKS.text"));
        for (JsonNode booking : payload.get("booking")) {
            SignUp signUp = signUps.get(booking.asLong());
            if (signUp.email() != null) {
                add(draft, signUp, language);
            }
        }
        return draft.paragraph(texts.text(language, "mail.signup.notYou")).done();
    }

    /** Formats the date; a course is identified by its first meeting. */
    private String when(SignUp signUp, Locale language) {
        TimeSlot slot = signUp.session().session().slot();
        String first = Dates.longSlot(slot.start(), slot.end(), language);
        return signUp.course()
                ? texts.text(
                        language,
                        "signup.meeting.first",
                        first,
                        signUp.meetings().size())
                : first;
    }

    private void add(Draft draft, SignUp signUp, Locale language) {
        draft.facts(
                        new Fact(
                                texts.text(language, "signup.what"),
                                signUp.session().title(language)),
                        new Fact(texts.text(language, "signup.when"), when(signUp, language)),
                        new Fact(texts.text(language, "signup.who"), words.people(signUp.people(), language)))
                .button(
                        texts.text(language, "mail.signup.LINKS.button"),
                        SignUpMailTemplate.path(links.make(signUp.bookingId())));
    }
}
