package nl.tec.bookings.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import nl.tec.accounts.Holding;
import nl.tec.accounts.Holding.Basis;
import nl.tec.accounts.Holding.Subject;
import nl.tec.accounts.Holding.Viewer;
import nl.tec.accounts.PersonalRecords;
import nl.tec.accounts.RetentionTerm;
import nl.tec.accounts.RetentionTerm.Since;
import nl.tec.bookings.Attendances;
import nl.tec.bookings.ClassBooking;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.Texts;
import nl.tec.shared.Dates;
import nl.tec.shared.TimeSlot;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/**
 * Personal data in class bookings (rules 8). Bookings belong to the school: they are kept when the person is erased, without the
 * telephone number.
 */
@Component
class BookingRecords implements PersonalRecords {

    private static final int MAX = 500;

    private final BookingQueries bookings;
    private final BookingStore store;
    private final NoteStore notes;
    private final AttendanceStore attendances;
    private final VisitTexts words;
    private final Texts texts;

    BookingRecords(
            BookingQueries bookings,
            BookingStore store,
            NoteStore notes,
            AttendanceStore attendances,
            VisitTexts words,
            Texts texts) {
        this.bookings = bookings;
        this.store = store;
        this.notes = notes;
        this.attendances = attendances;
        this.words = words;
        this.texts = texts;
    }

    @Override
    public List<Holding> holdings() {
        return List.of(
                Holding.kept(
                        "booked-by",
                        Set.of(Subject.SCHOOL_STAFF),
                        Basis.AGREEMENT,
                        RetentionTerm.until(Since.ACCOUNT_DELETED),
                        Set.of(Viewer.COORDINATOR, Viewer.GUIDE, Viewer.PROGRAMME_MANAGER),
                        List.of("booking.account_id")),
                Holding.erased(
                                "visit-needs",
                                Set.of(Subject.CHILD, Subject.SCHOOL_STAFF),
                                Basis.CONSENT,
                                RetentionTerm.nextDay(Since.SESSION),
                                Set.of(Viewer.GUIDE, Viewer.HOST, Viewer.PROGRAMME_MANAGER),
                                List.of("visit_item.detail", "booking.teacher_phone"),
                                store::forgetPersonalBefore)
                        .ofSpecialCategory(),
                Holding.erased(
                        "visit-contacts",
                        Set.of(Subject.SCHOOL_STAFF),
                        Basis.AGREEMENT,
                        RetentionTerm.days(Setting.RETENTION_DAYS, Since.SESSION),
                        Set.of(Viewer.PROGRAMME_MANAGER),
                        List.of(
                                "booking.contact_name",
                                "booking.contact_email",
                                "booking.cancel_reason",
                                "booking_note.body",
                                "booking_note.file_name",
                                "booking_note.content"),
                        this::eraseContacts),
                Holding.erased(
                        "taps",
                        Set.of(Subject.CHILD, Subject.VISITOR, Subject.GUIDE),
                        Basis.LEGITIMATE_INTEREST,
                        // devices discard older taps
                        RetentionTerm.days(Math.toIntExact(Attendances.MAX_WAIT.toDays()) + 1, Since.SENT),
                        Set.of(Viewer.NOBODY),
                        List.of("attendance_tap.account_id", "attendance_tap.person_id"),
                        attendances::forgetTapsBefore));
    }

    private int eraseContacts(Instant before) {
        return store.forgetContactsBefore(before) + notes.removeBefore(before);
    }

    @Override
    public List<Match> find(String words, int limit) {
        return store.findContacts(words, limit);
    }

    @Override
    public List<Section> about(Person person) {
        Locale language = LocaleContextHolder.getLocale();
        List<List<Fact>> booked = bookings.list(bookings.bookedBy(person.accountId(), MAX)).stream()
                .map(booking -> facts(booking, language))
                .toList();
        List<List<Fact>> contact = bookings.list(store.bookedFor(person.email(), MAX)).stream()
                .map(booking -> facts(booking, language))
                .toList();
        return List.of(new Section("bookings.records", booked), new Section("bookings.records.contact", contact));
    }

    private List<Fact> facts(ClassBooking booking, Locale language) {
        TimeSlot time = booking.facts().session().time();
        List<Fact> facts = new ArrayList<>(List.of(
                new Fact("mail.booking.what", booking.facts().activity().title().in(language)),
                new Fact("mail.booking.who", words.group(booking.facts(), language)),
                new Fact("mail.booking.when", Dates.longSlot(time.start(), time.end(), language)),
                new Fact("signup.records.state", texts.label(language, booking.state()))));
        if (!booking.details().phone().isBlank()) {
            facts.add(new Fact("phone.ofDay", booking.details().phone()));
        }
        return facts;
    }

    @Override
    public void forget(Person person) {
        store.forgetPerson(person.accountId(), person.email());
    }
}
