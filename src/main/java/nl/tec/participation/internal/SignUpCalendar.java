package nl.tec.participation.internal;

import java.util.Locale;
import nl.tec.hub.HubSettings;
import nl.tec.messages.CalendarFile;
import nl.tec.messages.CalendarFile.Appointment;
import nl.tec.messages.CalendarFile.Status;
import nl.tec.participation.SignUp;
import org.springframework.stereotype.Component;

/** The appointment of a sign-up, for the mail and the download. Without names, because calendars are shared. */
@Component
public class SignUpCalendar {

    private final CalendarFile files;
    private final HubSettings hub;

    SignUpCalendar(CalendarFile files, HubSettings hub) {
        this.files = files;
        this.hub = hub;
    }

    public String file(SignUp signUp, Locale language, boolean cancelled) {
        return files.of(new Appointment(
                "booking-" + signUp.bookingId() + "@" + hub.host(),
                signUp.sequence(),
                signUp.session().session().slot(),
                signUp.session().title(language),
                signUp.session().where(language),
                signUp.session().activity().details().words().needs().in(language),
                cancelled ? Status.CANCELLED : Status.CONFIRMED));
    }
}
