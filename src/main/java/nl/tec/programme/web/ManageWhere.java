package nl.tec.programme.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.tec.hub.HubSettings;
import nl.tec.hub.Texts;
import nl.tec.organisations.SchoolSite;
import nl.tec.organisations.Schools;
import nl.tec.programme.Board;
import nl.tec.programme.Session;
import nl.tec.venues.Venue;
import nl.tec.venues.Venues;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** The possible locations of a session: venues, schools of the hub, rooms. */
@Component
class ManageWhere {

    private final Venues venues;
    private final Schools schools;
    private final HubSettings hub;
    private final Texts texts;

    ManageWhere(Venues venues, Schools schools, HubSettings hub, Texts texts) {
        this.venues = venues;
        this.schools = schools;
        this.hub = hub;
        this.texts = texts;
    }

    /** The options to choose from: text by value. */
    record Choices(Map<String, String> venues, Map<String, String> schools, Map<String, String> rooms) {}

    /** Returns the target lanes on the planning board, by key: venues and their rooms, and the current locations of the sessions. */
    Map<String, String> lanes(List<Session> sessions) {
        Locale language = LocaleContextHolder.getLocale();
        Map<String, String> names = Venue.names(venues.list(), language);
        Map<String, String> lanes = new LinkedHashMap<>();
        venues.rooms().stream()
                .filter(room -> names.containsKey(Long.toString(room.venueId())))
                .forEach(room -> lanes.put(
                        "r" + room.id(),
                        names.get(Long.toString(room.venueId())) + ": "
                                + room.name().in(language)));
        names.forEach((id, name) -> lanes.put("p" + id, name));
        for (Session session : sessions) {
            Session.Location where = session.where();
            String venue = where.venueName().in(language);
            lanes.putIfAbsent(
                    Board.key(where),
                    where.roomName() == null
                            ? venue
                            : venue + ": " + where.roomName().in(language));
        }
        return lanes;
    }

    /** Returns the options for a session or series. @param session its current venue is included, even if that has ended */
    Choices choices(@Nullable Session session) {
        Locale language = LocaleContextHolder.getLocale();
        Map<String, String> where = new LinkedHashMap<>();
        List<Venue> list = venues.list();
        Venue.names(list, language).forEach((id, name) -> where.put("p" + id, name));
        Map<String, String> atSchool = new LinkedHashMap<>();
        for (SchoolSite school : schools.inMunicipalities(hub.municipalities())) {
            // the street distinguishes schools of the same name in one town
            String at = Stream.of(school.name(), school.street(), school.town())
                    .filter(part -> part != null && !part.isBlank())
                    .collect(Collectors.joining(", "));
            atSchool.put("s" + school.id(), at);
        }
        if (session != null) {
            Session.Location held = session.where();
            if (held.siteId() != null) {
                atSchool.putIfAbsent("s" + held.siteId(), held.venueName().in(language));
            } else if (held.venueId() != null) {
                where.putIfAbsent("p" + held.venueId(), held.venueName().in(language));
            }
        }
        return new Choices(where, atSchool, new ManageOptions(texts, language).rooms(list, venues.rooms()));
    }
}
