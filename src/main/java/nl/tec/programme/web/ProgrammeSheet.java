package nl.tec.programme.web;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import nl.tec.hub.HubSettings;
import nl.tec.hub.TableExport;
import nl.tec.hub.TableExport.Batch;
import nl.tec.hub.Texts;
import nl.tec.programme.ActivityDetails.Takes;
import nl.tec.programme.ActivityLabels;
import nl.tec.programme.Programme.Card;
import nl.tec.programme.Programme.Found;
import nl.tec.programme.Programme.FoundSessions;
import nl.tec.programme.Session;
import nl.tec.shared.Dates;
import nl.tec.shared.TimeSlot;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Exports the results of the programme page as a table, with the labels of that page. */
@Component
class ProgrammeSheet {

    private static final List<String> ACTIVITIES = List.of(
            "activity",
            "promise",
            "kind",
            "world",
            "forWhom",
            "comes",
            "duration",
            "price",
            "place",
            "nextDay",
            "from",
            "until",
            "dates",
            "datesWithRoom",
            "address");

    private static final List<String> SESSIONS = List.of(
            "activity", "kind", "world", "forWhom", "comes", "day", "from", "until", "place", "room", "address");

    private final Texts texts;
    private final ActivityLabels labels;
    private final HubSettings hub;

    ProgrammeSheet(Texts texts, ActivityLabels labels, HubSettings hub) {
        this.texts = texts;
        this.labels = labels;
        this.hub = hub;
    }

    /** @param pages supplies the page with a key; null: the first page */
    TableExport activities(Function<@Nullable String, Found> pages, Locale language) {
        return new TableExport("programma", header(ACTIVITIES, language), TableExport.<String>inBatches(start -> {
            Found page = pages.apply(start);
            return Batch.of(page.cards(), card -> row(card, language), page.next());
        }));
    }

    /** @param pages as in {@link #activities} */
    TableExport sessions(Function<@Nullable String, FoundSessions> pages, Locale language) {
        return new TableExport("programma-data", header(SESSIONS, language), TableExport.<String>inBatches(start -> {
            FoundSessions page = pages.apply(start);
            return Batch.of(page.sessions(), session -> row(session, language), page.next());
        }));
    }

    private List<@Nullable Object> row(Card card, Locale language) {
        TimeSlot next = card.next();
        return Arrays.asList(
                card.title().in(language),
                card.promise().in(language),
                texts.label(language, card.kind()),
                texts.label(language, card.world()),
                labels.forWhom(card.forWhom(), language),
                comes(card.takes(), language),
                labels.duration(card.minutes(), card.meetings(), language),
                labels.price(card, language),
                card.venueName() == null ? null : card.venueName().in(language),
                next == null ? null : Dates.dayOf(next.start()),
                next == null ? null : time(next.start()),
                next == null ? null : time(next.end()),
                card.sessions(),
                card.sessionsFree(),
                address(card.slug()));
    }

    private List<@Nullable Object> row(Session session, Locale language) {
        Session.Subject activity = session.activity();
        TimeSlot slot = session.slot();
        return Arrays.asList(
                activity.title().in(language),
                texts.label(language, activity.kind()),
                texts.label(language, activity.world()),
                labels.forWhom(activity, language),
                comes(activity.takes(), language),
                Dates.dayOf(slot.start()),
                time(slot.start()),
                time(slot.end()),
                session.where().venueName().in(language),
                labels.room(session, language).text(),
                address(activity.slug()));
    }

    private List<String> header(List<String> columns, Locale language) {
        return columns.stream()
                .map(column -> texts.text(language, "programme.sheet." + column))
                .toList();
    }

    private String comes(Takes takes, Locale language) {
        return texts.text(language, Filters.takesKey(takes));
    }

    private String address(String slug) {
        return hub.get(HubSettings.Setting.BASE_URL) + "/activiteit/" + slug;
    }

    private static String time(Instant moment) {
        return moment.atZone(Dates.ZONE).toLocalTime().toString();
    }
}
