package nl.tec.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.component.VEvent;
import nl.tec.mail.CalendarFile.Appointment;
import nl.tec.mail.CalendarFile.Status;
import nl.tec.shared.TimeSlot;
import org.junit.jupiter.api.Test;

class CalendarFileTest {

    @Test
    void noLineIsLongerThan75Octets_andNothingIsLost() throws Exception {
        Instant start = Instant.parse("2033-03-03T09:00:00Z");
        String long1 =
                "Één keer knutselen 🤖 met veel woorden en accenten: ééééééééééééééééééééééééééééééééééé, heel lang";
        String file = new CalendarFile(Clock.systemUTC())
                .of(new Appointment(
                        "booking-1@tec",
                        0,
                        new TimeSlot(start, start.plusSeconds(3600)),
                        long1,
                        "Techlab, Schonenvaardersstraat 1, 7418 AA Deventer, achter de gele lijn op de vloer",
                        long1 + "\n" + long1,
                        Status.CONFIRMED,
                        "https://tec.example/mijn"));
        assertThat(file.split("\r\n"))
                .allSatisfy(line ->
                        assertThat(line.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(75));
        VEvent event = (VEvent) new CalendarBuilder()
                .build(new StringReader(file))
                .getComponents("VEVENT")
                .get(0);
        assertThat(event.getSummary().getValue()).isEqualTo(long1);
        assertThat(event.getDescription().getValue()).isEqualTo(long1 + "\n" + long1);
        assertThat(event.getProperty("URL").orElseThrow().getValue()).isEqualTo("https://tec.example/mijn");
    }
}
