package nl.tec.mail;

import java.time.Instant;
import java.util.Locale;
import nl.tec.documents.QrCode;
import nl.tec.mail.CalendarFile.Appointment;
import nl.tec.mail.CalendarFile.Status;
import nl.tec.shared.TimeSlot;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** A mail with all possible parts; a bean of the shared test application. */
@Component
class TestMail implements MailTemplate {

    private final MailWriter writer;
    private final CalendarFile calendars;

    TestMail(MailWriter writer, CalendarFile calendars) {
        this.writer = writer;
        this.calendars = calendars;
    }

    @Override
    public String name() {
        return "test-mail";
    }

    @Override
    public Mail render(JsonNode payload, Locale language) {
        TimeSlot time = new TimeSlot(Instant.parse("2027-01-14T08:00:00Z"), Instant.parse("2027-01-14T10:30:00Z"));
        return writer.write(language, "Proef <b>")
                .facts(new MailWriter.Fact("Wanneer", payload.get("when").asString()))
                .button("Bekijk", "/x")
                .picture("qr", QrCode.of("http://localhost:8080/x").png(4), "QR-code", 160)
                .calendar(calendars.of(new Appointment("test@hub", 0, time, "Robot", "Techlab", "", Status.CONFIRMED)))
                .done();
    }
}
