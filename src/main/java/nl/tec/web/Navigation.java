package nl.tec.web;

import static nl.tec.accounts.Role.ADMINISTRATOR;
import static nl.tec.accounts.Role.AMBASSADOR;
import static nl.tec.accounts.Role.BOARD;
import static nl.tec.accounts.Role.MUNICIPALITY;
import static nl.tec.accounts.Role.PARTNER;
import static nl.tec.accounts.Role.PROFESSIONAL;
import static nl.tec.accounts.Role.PROGRAMME_MAKER;
import static nl.tec.accounts.Role.SCHOOL_COORDINATOR;
import static nl.tec.accounts.Role.TEACHER;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;

/** Where one can go: the site that is for everybody, and the work of whoever is signed in, by role (rules 9). */
public final class Navigation {

    /** @param textKey what it is called */
    public record Place(String path, String textKey, String icon) {}

    private record Work(Place place, boolean demoOnly, List<Role> roles) {}

    private static final List<Place> SITE = List.of(
            new Place("/programma", "nav.programme", "search"),
            new Place("/kalender", "nav.calendar", "calendar"),
            new Place("/voor-scholen", "nav.schools", "school"),
            new Place("/resultaten", "nav.results", "chart"));

    private static final List<Work> WORK = List.of(
            work("/school", "nav.classes", "class", TEACHER, SCHOOL_COORDINATOR),
            work("/school/klassen", "nav.numbers", "list", TEACHER, SCHOOL_COORDINATOR),
            work("/school/boekingen", "nav.bookings", "calendar", TEACHER, SCHOOL_COORDINATOR),
            work("/school/aanbod", "nav.schoolOffers", "company", TEACHER, SCHOOL_COORDINATOR),
            work("/school/collegas", "nav.colleagues", "people", SCHOOL_COORDINATOR),
            work("/partner", "nav.partner", "hand", PARTNER),
            work("/partner/aanbod", "nav.partnerOffers", "company", PARTNER),
            work("/dag", "nav.today", "sun", PROGRAMME_MAKER, PROFESSIONAL, AMBASSADOR),
            work("/beheer/programma", "nav.manage", "edit", PROGRAMME_MAKER),
            work("/beheer/sessies", "nav.manageSessions", "calendar", PROGRAMME_MAKER),
            work("/beheer/plaatsen", "nav.managePlaces", "place", PROGRAMME_MAKER),
            work("/beheer/bussen", "nav.buses", "bus", PROGRAMME_MAKER),
            work("/beheer/boekingen", "nav.bookings", "list", PROGRAMME_MAKER),
            work("/beheer/scholen", "nav.manageSchools", "school", PROGRAMME_MAKER),
            work("/beheer/organisaties", "nav.organisations", "people", PROGRAMME_MAKER),
            work("/beheer/aanbod", "nav.makeOffers", "company", PROGRAMME_MAKER),
            work("/beheer/partners", "nav.partners", "company", PROGRAMME_MAKER),
            work("/beheer/verklaringen", "nav.declarations", "sign", PROGRAMME_MAKER, ADMINISTRATOR),
            work("/beheer/netwerk", "nav.network", "company", PROGRAMME_MAKER),
            work("/partner/verklaringen", "nav.declarations", "sign", PARTNER),
            new Work(new Place("/postbus", "nav.mailbox", "mail"), true, List.of(PROGRAMME_MAKER, ADMINISTRATOR)),
            work("/resultaten", "nav.results", "chart", BOARD, MUNICIPALITY),
            work("/voortgang", "nav.progress", "route", BOARD, MUNICIPALITY, PROGRAMME_MAKER, ADMINISTRATOR),
            work("/toezeggingen", "nav.promises", "hand", BOARD, MUNICIPALITY),
            work("/admin/accounts", "nav.accounts", "people", ADMINISTRATOR),
            work("/admin/audit", "nav.audit", "history", ADMINISTRATOR),
            work("/admin/import", "nav.import", "upload", ADMINISTRATOR),
            work("/admin/kpi", "nav.kpi", "target", ADMINISTRATOR),
            work("/admin/instellingen", "nav.settings", "settings", ADMINISTRATOR));

    private Navigation() {}

    /** For everybody. */
    public static List<Place> site() {
        return SITE;
    }

    /** For who is signed in; empty when none of the roles has pages of its own. */
    public static List<Place> work(Actor actor, boolean demo) {
        return WORK.stream()
                .filter(work -> actor.is(work.roles().toArray(Role[]::new)))
                .filter(work -> demo || !work.demoOnly())
                .map(Work::place)
                .toList();
    }

    /** Which of these places an address is in: the one that says most of it. */
    public static Optional<Place> current(List<Place> places, String path) {
        return places.stream()
                .filter(place -> path.equals(place.path()) || path.startsWith(place.path() + "/"))
                .max(Comparator.comparingInt(place -> place.path().length()));
    }

    private static Work work(String path, String textKey, String icon, Role... roles) {
        return new Work(new Place(path, textKey, icon), false, Arrays.asList(roles));
    }
}
