package nl.tec.planning.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import nl.tec.accounts.Actor;
import nl.tec.hub.HubSettings;
import nl.tec.hub.Reply;
import nl.tec.hub.TableExport;
import nl.tec.hub.Texts;
import nl.tec.organisations.SchoolSite;
import nl.tec.organisations.Schools;
import nl.tec.planning.Round;
import nl.tec.planning.RoundFields;
import nl.tec.planning.Rounds;
import nl.tec.planning.Rounds.SchoolProgress;
import nl.tec.programme.Activity;
import nl.tec.programme.Programme;
import nl.tec.shared.Audience;
import nl.tec.shared.Dates;
import nl.tec.shared.FormData;
import nl.tec.shared.SchoolYear;
import nl.tec.shared.Sector;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** The pages of wish rounds: creating one, inviting the schools, following their wishes (journey 4). */
@Controller
@RequestMapping("/beheer/jaarplan")
class RoundsController {

    private static final String ID = "/{id:[0-9]{1,18}}";

    private final Rounds rounds;
    private final Schools schools;
    private final Programme programme;
    private final HubSettings hub;
    private final Texts texts;
    private final Pages pages;
    private final Clock clock;

    RoundsController(
            Rounds rounds,
            Schools schools,
            Programme programme,
            HubSettings hub,
            Texts texts,
            Pages pages,
            Clock clock) {
        this.rounds = rounds;
        this.schools = schools;
        this.programme = programme;
        this.hub = hub;
        this.texts = texts;
        this.pages = pages;
        this.clock = clock;
    }

    @GetMapping
    JteModel list() {
        return pages.planningRounds(rounds.list(), clock.instant());
    }

    @GetMapping("/nieuw")
    JteModel blank() {
        SchoolYear year = rounds.years().get(0);
        LocalDate today = Dates.today(clock);
        FormData form = new FormData()
                .put(RoundFields.YEAR, year.start())
                .put(RoundFields.TITLE, texts.text(Texts.DUTCH, "planning.round.usualTitle", year.toString()))
                .put(RoundFields.OPENS, today)
                .put(RoundFields.CLOSES, today.plusWeeks(4))
                .put(RoundFields.PER_CLASS, 2)
                .put(RoundFields.INVITATION, texts.text(Texts.DUTCH, "planning.round.usualInvitation", year.toString()))
                .put(
                        RoundFields.SITES,
                        candidates().stream().map(site -> "" + site.id()).toList())
                .put(
                        RoundFields.ACTIVITIES,
                        offered().stream().map(one -> "" + one.id()).toList());
        return form(null, form);
    }

    @PostMapping("/nieuw")
    View add(FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        RoundFields fields = read(form);
        return form.then(() -> rounds.save(null, 0, fields, actor))
                .either(
                        id -> reply.saved("planning.round.saved", "/beheer/jaarplan/" + id),
                        problems -> reply.refused(problems, form(null, form)));
    }

    @GetMapping(ID + "/wijzigen")
    JteModel edit(@PathVariable long id) {
        Round round = rounds.get(id);
        FormData form = new FormData()
                .put(RoundFields.YEAR, round.year().start())
                .put(RoundFields.TITLE, round.title())
                .put(RoundFields.OPENS, round.opensOn())
                .put(RoundFields.CLOSES, round.closesOn())
                .put(RoundFields.PER_CLASS, round.wishesPerClass())
                .put(RoundFields.INVITATION, round.invitation())
                .put(RoundFields.SITES, texts(round.sites()))
                .put(RoundFields.ACTIVITIES, texts(round.activities()))
                .put("versie", round.version());
        return form(round, form);
    }

    @PostMapping(ID + "/wijzigen")
    View change(@PathVariable long id, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        Round round = rounds.get(id);
        RoundFields fields = read(form);
        int version = form.number("versie");
        return form.then(() -> rounds.save(id, version, fields, actor))
                .either(done -> reply.saved("planning.round.saved", "/beheer/jaarplan/" + id), problems -> {
                    if (problems.has(Rounds.OUTDATED)) {
                        form.put("versie", rounds.get(id).version());
                    }
                    return reply.refused(problems, form(round, form));
                });
    }

    @GetMapping(ID)
    JteModel show(@PathVariable long id, @RequestParam(name = "stand", defaultValue = "") String progress) {
        Round round = rounds.get(id);
        return pages.planningRound(
                round, round.phase(clock.instant()), rounds.standings(id), progress, rounds.isRemovable(round));
    }

    /** Shows the confirmation page for removing a draft. */
    @GetMapping(ID + "/weg")
    View askRemove(@PathVariable long id, Reply reply) {
        Round round = rounds.get(id);
        return rounds.isRemovable(round)
                ? reply.page(pages.planningRemove(round))
                : reply.warn("planning.round.used", "/beheer/jaarplan/" + id);
    }

    @PostMapping(ID + "/weg")
    View remove(@PathVariable long id, @AuthenticationPrincipal Actor actor, Reply reply) {
        return rounds.remove(id, actor)
                .either(
                        done -> reply.saved("planning.round.removed", "/beheer/jaarplan"),
                        problems -> reply.warn("planning.round.used", "/beheer/jaarplan/" + id));
    }

    /** Shows the confirmation page: who is mailed, and what they read. */
    @GetMapping(ID + "/openen")
    JteModel ask(@PathVariable long id) {
        return openPage(id);
    }

    @PostMapping(ID + "/openen")
    View open(@PathVariable long id, @AuthenticationPrincipal Actor actor, Reply reply) {
        return rounds.open(id, actor)
                .either(
                        done -> reply.saved("planning.round.opened", "/beheer/jaarplan/" + id),
                        problems -> reply.refused(problems, openPage(id)));
    }

    private JteModel openPage(long id) {
        Round round = rounds.get(id);
        return pages.planningOpen(round, rounds.standings(id), rounds.besides(round));
    }

    @PostMapping(ID + "/terugnemen")
    View recall(@PathVariable long id, @AuthenticationPrincipal Actor actor, Reply reply) {
        String address = "/beheer/jaarplan/" + id;
        return rounds.recall(id, actor)
                ? reply.saved("planning.round.recalled", address)
                : reply.warn("planning.round.sent", address);
    }

    @GetMapping(ID + "/scholen.{ending:csv|xlsx}")
    void download(@PathVariable long id, @PathVariable String ending, HttpServletResponse response) throws IOException {
        Round round = rounds.get(id);
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (SchoolProgress one : rounds.standings(id)) {
            List<@Nullable Object> row = new ArrayList<>();
            row.add(one.name());
            row.add(one.town());
            row.add(one.classes());
            row.add(one.wishes());
            row.add(one.notes());
            row.add(one.doneAt() == null ? null : Dates.dayOf(one.doneAt()));
            rows.add(row);
        }
        new TableExport(
                        "wensen-" + round.year().start(),
                        List.of(
                                        "school",
                                        "planning.column.town",
                                        "planning.column.classes",
                                        "planning.column.wishes",
                                        "planning.column.notes",
                                        "planning.column.done")
                                .stream()
                                .map(key -> key.contains(".") ? texts.text(Texts.DUTCH, key) : key)
                                .toList(),
                        rows)
                .download(ending, response);
    }

    private JteModel form(@Nullable Round round, FormData form) {
        List<SchoolSite> sites = new ArrayList<>(candidates());
        Set<Long> known = new HashSet<>();
        sites.forEach(site -> known.add(site.id()));
        if (round != null) {
            List<Long> others =
                    round.sites().stream().filter(id -> !known.contains(id)).toList();
            sites.addAll(others.isEmpty() ? List.of() : schools.list(others));
        }
        return pages.planningRoundForm(
                round, form, rounds.years(), round == null ? rounds.list() : List.of(), sites, offered());
    }

    private static RoundFields read(FormData form) {
        return new RoundFields(
                new SchoolYear(form.number(RoundFields.YEAR)),
                form.line(RoundFields.TITLE),
                form.day(RoundFields.OPENS, "planning.dayMissing"),
                form.day(RoundFields.CLOSES, "planning.dayMissing"),
                form.number(RoundFields.PER_CLASS),
                form.text(RoundFields.INVITATION).strip(),
                Set.copyOf(form.ids(RoundFields.SITES)),
                Set.copyOf(form.ids(RoundFields.ACTIVITIES)));
    }

    private static List<String> texts(Set<Long> ids) {
        return ids.stream().map(String::valueOf).toList();
    }

    /** Returns the schools for primary education; others book with ad hoc groups. */
    private List<SchoolSite> candidates() {
        return schools.inMunicipalities(hub.municipalities(), Sector.PO, Sector.SO);
    }

    private List<Activity> offered() {
        return programme.list().stream()
                .filter(Activity::takesClasses)
                .filter(activity -> activity.details().forWhom().audiences().contains(Audience.PO))
                .toList();
    }
}
