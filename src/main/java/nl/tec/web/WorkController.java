package nl.tec.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.hub.Texts;
import nl.tec.programme.ProgrammeTasks;
import nl.tec.shared.Dates;
import nl.tec.shared.TimeSlot;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The start page of signed-in users: open tasks, and the agenda of today and the coming week. */
@Controller
class WorkController {

    private static final int DAYS = 7;

    private final List<TaskSource> waiting;
    private final List<ProgrammeTasks> todos;
    private final List<Agenda> agendas;
    private final Texts texts;
    private final Pages pages;
    private final Clock clock;

    WorkController(
            List<TaskSource> waiting,
            List<ProgrammeTasks> todos,
            List<Agenda> agendas,
            Texts texts,
            Pages pages,
            Clock clock) {
        this.waiting = waiting;
        this.todos = todos;
        this.agendas = agendas;
        this.texts = texts;
        this.pages = pages;
        this.clock = clock;
    }

    @GetMapping("/werk")
    JteModel work(@AuthenticationPrincipal Actor actor, Locale language) {
        LocalDate today = Dates.today(clock);
        ZonedDateTime from = today.atStartOfDay(Dates.ZONE);
        TimeSlot week = new TimeSlot(from.toInstant(), from.plusDays(DAYS).toInstant());
        Map<LocalDate, List<Agenda.Entry>> days = agendas.stream()
                .flatMap(agenda -> agenda.of(actor, week, language).stream())
                .distinct()
                .sorted(Comparator.comparing(Agenda.Entry::start).thenComparing(Agenda.Entry::title))
                .collect(Collectors.groupingBy(entry -> Dates.dayOf(entry.start()), TreeMap::new, Collectors.toList()));
        return pages.webWork(waiting(actor, language), days, clock.instant());
    }

    private List<TaskSource.Task> waiting(Actor actor, Locale language) {
        List<TaskSource.Task> items = waiting.stream()
                .flatMap(one -> one.of(actor, language).stream())
                .collect(Collectors.toList());
        if (actor.is(Role.PROGRAMME_MANAGER)) {
            todos.stream()
                    .flatMap(todo -> todo.waiting().stream())
                    .map(todo -> new TaskSource.Task(
                            texts.text(language, todo.textKey(), todo.count()),
                            todo.path(),
                            texts.text(language, "work.go")))
                    .forEach(items::add);
        }
        return items;
    }
}
