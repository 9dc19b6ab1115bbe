package nl.tec.web;

import static nl.tec.accounts.Role.ADMINISTRATOR;
import static nl.tec.accounts.Role.AMBASSADOR;
import static nl.tec.accounts.Role.BOARD;
import static nl.tec.accounts.Role.MUNICIPALITY;
import static nl.tec.accounts.Role.PARTNER;
import static nl.tec.accounts.Role.PROFESSIONAL;
import static nl.tec.accounts.Role.PROGRAMME_MANAGER;
import static nl.tec.accounts.Role.SCHOOL_COORDINATOR;
import static nl.tec.accounts.Role.TEACHER;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import org.jspecify.annotations.Nullable;

/** The navigation: the public site, and the pages of signed-in users, by role (rules 9). */
public final class Navigation {

    /** @param textKey the key of its name */
    public record Link(String path, String textKey, String icon) {}

    /**
     * A group of related links, shown as a menu.
     *
     * @param textKey null for a single link
     */
    public record Group(@Nullable String textKey, List<Link> links) {

        public boolean single() {
            return textKey == null;
        }
    }

    private record Work(Link link, @Nullable String group, boolean demoOnly, List<Role> roles) {

        boolean isFor(Actor actor, boolean demo) {
            return actor.is(roles.toArray(Role[]::new)) && (demo || !demoOnly);
        }
    }

    /** The maximum number of links that are not grouped. */
    private static final int MAX_SIDE_BY_SIDE = 7;

    private static final List<Link> SITE = List.of(
            new Link("/programma", "nav.programme", "search"),
            new Link("/kalender", "nav.calendar", "calendar"),
            new Link("/voor-scholen", "nav.schools", "school"),
            new Link("/resultaten", "nav.results", "chart"));

    private static final List<Work> WORK = List.of(
            work("/werk", "nav.work", "grid", Role.values()),
            work("/school", "nav.classes", "class", TEACHER, SCHOOL_COORDINATOR),
            work("/school/klassen", "nav.numbers", "list", TEACHER, SCHOOL_COORDINATOR),
            work("/school/boekingen", "nav.bookings", "calendar", TEACHER, SCHOOL_COORDINATOR),
            work("/school/leerlijnen", "nav.lines", "route", TEACHER, SCHOOL_COORDINATOR),
            work("/school/wensen", "nav.wishes", "star", TEACHER, SCHOOL_COORDINATOR),
            work("/school/jaarplan", "nav.schoolPlan", "route", TEACHER, SCHOOL_COORDINATOR),
            work("/school/aanbod", "nav.schoolOffers", "company", TEACHER, SCHOOL_COORDINATOR),
            work("/bibliotheek", "nav.library", "book", TEACHER, SCHOOL_COORDINATOR),
            work("/school/collegas", "nav.colleagues", "people", SCHOOL_COORDINATOR),
            work("/partner", "nav.partner", "hand", PARTNER),
            work("/partner/activiteiten", "nav.partnerActivities", "calendar", PARTNER),
            work("/partner/materiaal", "nav.ownMaterial", "book", PARTNER),
            work("/partner/aanbod", "nav.partnerOffers", "company", PARTNER),
            work("/dag", "nav.today", "sun", PROGRAMME_MANAGER, PROFESSIONAL, AMBASSADOR),
            work("/rooster", "nav.ownRoster", "calendar", PROFESSIONAL, AMBASSADOR),
            work("programme", "/beheer/programma", "nav.manage", "edit", PROGRAMME_MANAGER),
            work("programme", "/beheer/sessies", "nav.manageSessions", "calendar", PROGRAMME_MANAGER),
            work("programme", "/beheer/evenementen", "nav.manageEvents", "star", PROGRAMME_MANAGER),
            work("programme", "/beheer/inzendingen", "nav.submissions", "hand", PROGRAMME_MANAGER),
            work("programme", "/beheer/leerlijnen", "nav.lines", "book", PROGRAMME_MANAGER),
            work("programme", "/beheer/bord", "nav.board", "grid", PROGRAMME_MANAGER),
            work("programme", "/beheer/jaarplan", "nav.yearPlan", "route", PROGRAMME_MANAGER),
            work("programme", "/beheer/plaatsen", "nav.managePlaces", "place", PROGRAMME_MANAGER),
            work("programme", "/beheer/bussen", "nav.buses", "bus", PROGRAMME_MANAGER),
            work("programme", "/beheer/rooster", "nav.roster", "people", PROGRAMME_MANAGER),
            work("programme", "/beheer/begeleiders", "nav.staff", "person", PROGRAMME_MANAGER),
            work("programme", "/tevredenheid", "nav.satisfaction", "heart", PROGRAMME_MANAGER),
            work("programme", "/beheer/bibliotheek", "nav.library", "book", PROGRAMME_MANAGER),
            work("schools", "/beheer/boekingen", "nav.bookings", "list", PROGRAMME_MANAGER),
            work("schools", "/beheer/scholen", "nav.manageSchools", "school", PROGRAMME_MANAGER),
            work("network", "/beheer/organisaties", "nav.organisations", "people", PROGRAMME_MANAGER),
            work("schools", "/beheer/aanbod", "nav.makeOffers", "company", PROGRAMME_MANAGER),
            work("network", "/beheer/partners", "nav.partners", "company", PROGRAMME_MANAGER),
            work("network", "/beheer/verklaringen", "nav.declarations", "sign", PROGRAMME_MANAGER, ADMINISTRATOR),
            work("network", "/beheer/netwerk", "nav.network", "company", PROGRAMME_MANAGER),
            work("network", "/resultaten/buren", "nav.compare", "chart", PROGRAMME_MANAGER),
            work("/partner/verklaringen", "nav.declarations", "sign", PARTNER),
            new Work(
                    new Link("/postbus", "nav.mailbox", "mail"), null, true, List.of(PROGRAMME_MANAGER, ADMINISTRATOR)),
            work(
                    "/tevredenheid",
                    "nav.satisfaction",
                    "heart",
                    TEACHER,
                    SCHOOL_COORDINATOR,
                    PROFESSIONAL,
                    AMBASSADOR,
                    PARTNER),
            work("/resultaten", "nav.results", "chart", BOARD, MUNICIPALITY),
            work("/voortgang", "nav.progress", "route", BOARD, MUNICIPALITY, PROGRAMME_MANAGER, ADMINISTRATOR),
            work("/geld", "nav.money", "euro", BOARD, MUNICIPALITY, PROGRAMME_MANAGER, ADMINISTRATOR),
            work("/verantwoording", "nav.dashboard", "eye", BOARD, MUNICIPALITY),
            work("/verantwoording/jaar", "nav.accountability", "book", PROGRAMME_MANAGER, ADMINISTRATOR),
            work("/toezeggingen", "nav.promises", "hand", BOARD, MUNICIPALITY),
            work("administration", "/admin/accounts", "nav.accounts", "people", ADMINISTRATOR),
            work("administration", "/admin/privacy", "nav.privacyRequests", "person", ADMINISTRATOR),
            work("administration", "/admin/audit", "nav.audit", "history", ADMINISTRATOR),
            work("administration", "/admin/import", "nav.import", "upload", ADMINISTRATOR),
            work("administration", "/admin/mail", "nav.mail", "mail", ADMINISTRATOR),
            work("administration", "/admin/toestand", "nav.state", "eye", ADMINISTRATOR),
            work("administration", "/admin/kpi", "nav.kpi", "target", ADMINISTRATOR),
            work("administration", "/beheer/vragenlijsten", "nav.surveys", "list", ADMINISTRATOR),
            work("administration", "/admin/koppelingen", "nav.apiKeys", "link", ADMINISTRATOR),
            work("administration", "/admin/buurhubs", "nav.neighbours", "globe", ADMINISTRATOR),
            work("administration", "/admin/instellingen", "nav.settings", "settings", ADMINISTRATOR));

    private Navigation() {}

    /** Returns the links of the public site. */
    public static List<Link> site() {
        return SITE;
    }

    /** Returns the links of a signed-in user; empty if none of their roles has pages. */
    public static List<Link> work(Actor actor, boolean demo) {
        return WORK.stream()
                .filter(work -> work.isFor(actor, demo))
                .map(Work::link)
                .toList();
    }

    /** Finds the link of a path: the one with the longest matching prefix. */
    public static Optional<Link> current(List<Link> links, String path) {
        return links.stream()
                .filter(link -> path.equals(link.path()) || path.startsWith(link.path() + "/"))
                .max(Comparator.comparingInt(link -> link.path().length()));
    }

    /** Returns the links of a signed-in user in groups: a few links individually, many by topic. */
    public static List<Group> groups(Actor actor, boolean demo) {
        List<Work> links = WORK.stream().filter(work -> work.isFor(actor, demo)).toList();
        if (links.size() <= MAX_SIDE_BY_SIDE) {
            return links.stream()
                    .map(work -> new Group(null, List.of(work.link())))
                    .toList();
        }
        Map<String, List<Link>> grouped = new LinkedHashMap<>();
        links.forEach(work -> grouped.computeIfAbsent(
                        work.group() == null ? work.link().path() : work.group(), group -> new ArrayList<>())
                .add(work.link()));
        return grouped.entrySet().stream()
                .map(group -> new Group(
                        group.getValue().size() == 1 ? null : "nav.group." + group.getKey(), group.getValue()))
                .toList();
    }

    private static Work work(String path, String textKey, String icon, Role... roles) {
        return new Work(new Link(path, textKey, icon), null, false, Arrays.asList(roles));
    }

    private static Work work(String group, String path, String textKey, String icon, Role... roles) {
        return new Work(new Link(path, textKey, icon), group, false, Arrays.asList(roles));
    }
}
