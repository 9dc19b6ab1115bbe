package nl.tec.programme.web;

import java.util.List;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.programme.Days;
import nl.tec.programme.OthersProgramme;
import nl.tec.programme.Programme.Query;
import nl.tec.programme.Selection;
import org.springframework.stereotype.Component;

/** Reads the programme of hubs of other cities, for the pages that show it beside our own. */
@Component
class Others {

    private static final int ACTIVITIES = 6;
    private static final int SESSIONS = 12;
    private static final int PLACES = 40;

    private final OthersProgramme programme;
    private final HubSettings hub;

    Others(OthersProgramme programme, HubSettings hub) {
        this.programme = programme;
        this.hub = hub;
    }

    /** Returns whether to show other hubs, without their sessions. */
    OthersShown choice(Filters filters) {
        List<String> cities = programme.cities();
        boolean byDefault = hub.is(Setting.NEIGHBOURS_SHOWN);
        boolean shown = !cities.isEmpty() && filters.others().orElse(byDefault);
        return new OthersShown(cities, byDefault, shown, List.of(), "/regio");
    }

    /** Returns their matches, to show beside the first page of results. */
    OthersShown found(Filters filters, Query query) {
        OthersShown choice = choice(filters);
        if (!choice.shown() || filters.has(Filters.PAGE)) {
            return choice;
        }
        return choice.with(
                filters.dates() ? programme.sessions(query, SESSIONS) : programme.activities(query, ACTIVITIES));
    }

    List<OthersProgramme.Item> between(Days days, Filters filters, int limit) {
        Selection selection = filters.selection();
        return choice(filters).shown() ? programme.between(days, selection, limit) : List.of();
    }

    List<OthersProgramme.Place> places() {
        return programme.cities().isEmpty() ? List.of() : programme.places(PLACES);
    }
}
