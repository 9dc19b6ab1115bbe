package nl.tec.bookings;

import java.util.Locale;
import nl.tec.bookings.SignUp.Meeting;
import nl.tec.hub.HubSettings;
import nl.tec.mail.CalendarFile;
import nl.tec.mail.CalendarFile.Appointment;
import nl.tec.mail.CalendarFile.Status;
import org.springframework.stereotype.Component;

/** The iCalendar file of a sign-up, with an appointment per meeting. It contains no names, because calendars are shared. */
@Component
public class SignUpCalendar {

    private final CalendarFile files;
    private final HubSettings hub;

    SignUpCalendar(CalendarFile files, HubSettings hub) {
        this.files = files;
        this.hub = hub;
    }

    /** @param cancelled whether to write cancellations of the cancelled meetings only; otherwise all meetings are written */
    public String file(SignUp signUp, Locale language, boolean cancelled) {
        return files.of(signUp.meetings().stream()
                .filter(meeting -> !cancelled || meeting.state() == BookingState.CANCELLED)
                .map(meeting -> appointment(signUp, meeting, language))
                .toList());
    }

    private Appointment appointment(SignUp signUp, Meeting meeting, Locale language) {
        return new Appointment(
                "booking-" + meeting.bookingId() + "@" + hub.host(),
                meeting.sequence(),
                meeting.session().slot(),
                signUp.parts()
                        ? meeting.session().activity().title().in(language)
                        : signUp.session().title(language),
                signUp.session().where(meeting.session(), language),
                signUp.parts()
                        ? signUp.session().title(language)
                        : signUp.session().activity().details().words().needs().in(language),
                meeting.state() == BookingState.CANCELLED ? Status.CANCELLED : Status.CONFIRMED,
                hub.get(HubSettings.Setting.BASE_URL) + "/mijn");
    }
}
