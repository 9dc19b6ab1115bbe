package nl.tec.programme;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.programme.ActivityDetails.Takes;
import nl.tec.shared.Audience;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import nl.tec.shared.Money;
import nl.tec.shared.Span;
import nl.tec.shared.TimeSlot;
import nl.tec.shared.World;
import nl.tec.venues.Equipment;
import nl.tec.venues.EquipmentKind;
import nl.tec.venues.Room;
import nl.tec.venues.Venue;
import nl.tec.venues.VenueKind;
import nl.tec.venues.Venues;

/** Creates test data for the programme. */
public final class ProgrammeFixture {

    public static final Actor MANAGER =
            new Actor(1, "Test Maker", "maker@example.org", Set.of(new Actor.Membership(Role.PROGRAMME_MANAGER, null)));

    private ProgrammeFixture() {}

    public static long venue(Venues venues, String key) {
        return venues.put(new Venue(
                0,
                key,
                VenueKind.TECHLAB,
                new Bilingual("Plek " + key, "Place " + key),
                null,
                "Teststraat 1",
                "7411AA",
                "Deventer",
                "7411",
                52.25,
                6.16,
                true,
                1,
                Bilingual.EMPTY,
                false,
                null,
                Bilingual.EMPTY,
                null,
                null));
    }

    public static long room(Venues venues, long venueId, String key) {
        return venues.put(new Room(0, key, venueId, new Bilingual("Zaal " + key, "Hall " + key), 40));
    }

    public static void equipment(Venues venues, String key, int sets) {
        venues.put(new Equipment(key, EquipmentKind.KIT, new Bilingual("Set " + key, "Set " + key), sets));
    }

    /** Returns a complete activity for groups 5 to 8, without venue or equipment. */
    public static ActivityDetails activity(String title, String titleEnglish) {
        return activity(
                title,
                titleEnglish,
                Takes.CLASSES,
                new ForWhom(Set.of(Audience.PO), new Span(5, 8), null, null, null, Set.of()));
    }

    public static ActivityDetails activity(String title, String titleEnglish, Takes takes, ForWhom forWhom) {
        return new ActivityDetails(
                takes == Takes.CLASSES ? ActivityKind.WORKSHOP_LEARNING_LINE : ActivityKind.AFTER_SCHOOL,
                takes,
                new ActivityDetails.Words(
                        new Bilingual(title, titleEnglish),
                        new Bilingual("Een belofte.", "A promise."),
                        new Bilingual("Een beschrijving.", "A description."),
                        Bilingual.EMPTY,
                        Bilingual.EMPTY,
                        Bilingual.EMPTY,
                        Bilingual.EMPTY,
                        Bilingual.EMPTY,
                        Bilingual.EMPTY,
                        Bilingual.EMPTY),
                List.of(World.HITECH_SCIENCE),
                Set.of(Discipline.IT),
                forWhom,
                new ActivityDetails.Length(90, 30, 30, 1),
                new ActivityDetails.Size(10, 32, 1),
                new ActivityDetails.Terms(Money.ZERO, Money.ZERO, 14, null),
                null,
                null,
                Map.of(),
                List.of(),
                List.of(),
                null,
                null);
    }

    /** Returns the details with other tags. */
    public static ActivityDetails tagged(ActivityDetails d, String... tags) {
        return new ActivityDetails(
                d.kind(),
                d.takes(),
                d.words(),
                d.worlds(),
                d.disciplines(),
                d.forWhom(),
                d.duration(),
                d.size(),
                d.terms(),
                d.venueId(),
                d.roomId(),
                d.equipment(),
                d.goals(),
                List.of(tags),
                d.organiserId(),
                null);
    }

    /** Returns the details with one of each of this equipment. */
    public static ActivityDetails with(ActivityDetails d, String... equipment) {
        return with(d, Stream.of(equipment).collect(Collectors.toMap(key -> key, key -> 1)));
    }

    /** Returns the details with these quantities of equipment, by key. */
    public static ActivityDetails with(ActivityDetails d, Map<String, Integer> equipment) {
        return with(d, d.duration(), equipment);
    }

    /** Returns the details with another duration. */
    public static ActivityDetails with(ActivityDetails d, ActivityDetails.Length duration) {
        return with(d, duration, d.equipment());
    }

    private static ActivityDetails with(
            ActivityDetails d, ActivityDetails.Length duration, Map<String, Integer> equipment) {
        return new ActivityDetails(
                d.kind(),
                d.takes(),
                d.words(),
                d.worlds(),
                d.disciplines(),
                d.forWhom(),
                duration,
                d.size(),
                d.terms(),
                d.venueId(),
                d.roomId(),
                equipment,
                d.goals(),
                d.tags(),
                d.organiserId(),
                null);
    }

    public static Activity published(Catalogue catalogue, ActivityDetails details) {
        Catalogue.Saved draft = (Catalogue.Saved) catalogue.create(details, MANAGER);
        return ((Catalogue.Saved) catalogue.publish(draft.activity().id(), 0, MANAGER)).activity();
    }

    public static TimeSlot slot(LocalDate day, int hour, int minutes) {
        var start = day.atTime(LocalTime.of(hour, 0)).atZone(Dates.ZONE).toInstant();
        return new TimeSlot(start, start.plusSeconds(minutes * 60L));
    }
}
