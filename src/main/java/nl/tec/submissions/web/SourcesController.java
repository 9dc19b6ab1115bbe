package nl.tec.submissions.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import nl.tec.accounts.Actor;
import nl.tec.accounts.OrganisationNames;
import nl.tec.accounts.RateLimit;
import nl.tec.accounts.RateLimit.Limit;
import nl.tec.documents.FileTransfer;
import nl.tec.hub.Reply;
import nl.tec.programme.ActivityDetails;
import nl.tec.shared.FormData;
import nl.tec.shared.Problems;
import nl.tec.submissions.ActivityImports;
import nl.tec.submissions.ActivityImports.Preview;
import nl.tec.submissions.PartnerCalendars;
import nl.tec.submissions.SourceReport;
import nl.tec.submissions.SubmissionForm;
import nl.tec.venues.Venues;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.View;

/** The other sources of a partner's activities: files, and calendars that are read every night. */
@Controller
@RequestMapping("/partner/activiteiten")
class SourcesController {

    private static final String CALENDARS = "/partner/activiteiten/agenda";

    private final ActivityImports imports;
    private final PartnerCalendars calendars;
    private final Venues venues;
    private final OrganisationNames names;
    private final RateLimit limits;
    private final Pages pages;

    SourcesController(
            ActivityImports imports,
            PartnerCalendars calendars,
            Venues venues,
            OrganisationNames names,
            RateLimit limits,
            Pages pages) {
        this.imports = imports;
        this.calendars = calendars;
        this.venues = venues;
        this.names = names;
        this.limits = limits;
        this.pages = pages;
    }

    @GetMapping("/import")
    JteModel chooseFile(FormData query, @AuthenticationPrincipal Actor actor) {
        return importPage(OwnActivitiesController.organisation(actor, query), SubmissionForm.empty(), null, false);
    }

    @PostMapping("/import")
    View look(
            FormData form,
            @RequestParam(name = ActivityImports.FILE, required = false) @Nullable MultipartFile file,
            @AuthenticationPrincipal Actor actor,
            Reply reply)
            throws IOException {
        long organisation = OwnActivitiesController.organisation(actor, form);
        ActivityDetails defaults = SubmissionForm.defaults(form, organisation);
        if (form.problems().any()) {
            return reply.refused(form.problems(), importPage(organisation, form, null, false));
        }
        String name = file == null ? "" : Objects.toString(file.getOriginalFilename(), "");
        return imports.look(
                        organisation, name, FileTransfer.requiredUpload(file).bytes(), defaults, actor)
                .either(
                        looked -> reply.page(importPage(organisation, form, looked, false)),
                        problems -> reply.refused(problems, importPage(organisation, form, null, false)));
    }

    @PostMapping("/import/{id}")
    View run(@PathVariable UUID id, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        long organisation = OwnActivitiesController.organisation(actor, form);
        Optional<SourceReport> report = imports.run(id, actor);
        return report.isPresent()
                ? reply.page(importPage(organisation, SubmissionForm.empty(), new Preview(id, report.get()), true))
                : reply.refused(
                        new Problems().add(ActivityImports.FILE, "submissions.import.gone"),
                        importPage(organisation, SubmissionForm.empty(), null, false));
    }

    private JteModel importPage(long organisation, FormData form, @Nullable Preview looked, boolean done) {
        return pages.submissionsImport(organisation, names.name(organisation), form, looked, done, venues.list());
    }

    @GetMapping("/agenda")
    JteModel calendars(FormData query, @AuthenticationPrincipal Actor actor) {
        long organisation = OwnActivitiesController.organisation(actor, query);
        return calendarsPage(organisation, SubmissionForm.empty(), actor);
    }

    @PostMapping("/agenda")
    View addCalendar(FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        long organisation = OwnActivitiesController.organisation(actor, form);
        ActivityDetails defaults = SubmissionForm.defaults(form, organisation);
        return form.then(() -> calendars.add(organisation, form.line(PartnerCalendars.ADDRESS), defaults, actor))
                .either(
                        id -> readNow(id, organisation, actor, reply),
                        problems -> reply.refused(problems, calendarsPage(organisation, form, actor)));
    }

    @PostMapping("/agenda/{id:\\d{1,18}}/lees")
    View read(@PathVariable long id, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        return readNow(id, OwnActivitiesController.organisation(actor, form), actor, reply);
    }

    /** Reads a calendar now; the page that follows shows why that failed, beside the calendar. */
    private View readNow(long id, long organisation, Actor actor, Reply reply) {
        String page = CALENDARS + "?van=" + organisation;
        if (limits.tryConsume(Limit.CALENDAR_READ, "partner " + organisation).isPresent()) {
            return reply.warn("submissions.calendar.later", page);
        }
        return calendars
                .readNow(id, actor)
                .either(
                        done -> reply.saved("submissions.calendar.read", page),
                        problems -> reply.warn("submissions.calendar.failed", page));
    }

    @PostMapping("/agenda/{id:\\d{1,18}}/stop")
    View end(@PathVariable long id, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        calendars.end(id, actor);
        return reply.saved(
                "submissions.calendar.ended", CALENDARS + "?van=" + OwnActivitiesController.organisation(actor, form));
    }

    private JteModel calendarsPage(long organisation, FormData form, Actor actor) {
        return pages.submissionsCalendars(
                organisation, names.name(organisation), calendars.list(organisation, actor), form, venues.list());
    }
}
