package nl.tec.bookings.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import nl.tec.accounts.PersonalRecords;
import nl.tec.bookings.ClassBooking;
import nl.tec.hub.Texts;
import nl.tec.shared.Dates;
import nl.tec.shared.TimeSlot;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Which classes somebody booked (rules 8). Bookings stay when that person is forgotten, without the number: they are of the school. */
@Component
class BookingRecords implements PersonalRecords {

    private static final int MAX = 500;

    private final BookingQueries bookings;
    private final BookingStore store;
    private final VisitWords words;
    private final Texts texts;

    BookingRecords(BookingQueries bookings, BookingStore store, VisitWords words, Texts texts) {
        this.bookings = bookings;
        this.store = store;
        this.words = words;
        this.texts = texts;
    }

    @Override
    public List<Section> about(Person person) {
        Locale language = LocaleContextHolder.getLocale();
        List<List<Fact>> items = bookings.list(bookings.bookedBy(person.accountId(), MAX)).stream()
                .map(booking -> facts(booking, language))
                .toList();
        return items.isEmpty() ? List.of() : List.of(new Section("bookings.records", items));
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
