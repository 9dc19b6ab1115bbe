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
import nl.tec.documents.UploadedFile;
import nl.tec.hub.Reply;
import nl.tec.programme.ActivityDetails;
import nl.tec.shared.FormData;
import nl.tec.shared.Problems;
import nl.tec.submissions.ActivityImports;
import nl.tec.submissions.ActivityImports.Kept;
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

    /** The field with the file that was uploaded before, for when no other is chosen. */
    private static final String KEPT = "bewaard";

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
        return importPage(OwnActivitiesController.organisation(actor, query), SubmissionForm.empty(), null, null);
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
        UploadedFile chosen = FileTransfer.requiredUpload(file);
        UUID keptId = chosen.bytes().length == 0 ? form.findUuid(KEPT).orElse(null) : null;
        Optional<UploadedFile> before = keptId == null ? Optional.empty() : imports.find(keptId, organisation, actor);
        UploadedFile content = before.orElse(chosen);
        return form.then(() -> imports.look(organisation, content.name(), content.bytes(), defaults, actor))
                .either(
                        looked -> reply.page(
                                importPage(organisation, form, looked, new Kept(looked.id(), content.name()))),
                        problems -> {
                            Optional<Kept> kept = problems.at(ActivityImports.FILE)
                                            .isPresent()
                                    ? Optional.empty()
                                    : before.map(there -> new Kept(Objects.requireNonNull(keptId), there.name()))
                                            .or(() -> imports.keep(
                                                    organisation, chosen.name(), chosen.bytes(), defaults, actor));
                            return reply.refused(problems, importPage(organisation, form, null, kept.orElse(null)));
                        });
    }

    @PostMapping("/import/{id}")
    View run(@PathVariable UUID id, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        long organisation = OwnActivitiesController.organisation(actor, form);
        Optional<SourceReport> report = imports.run(id, actor);
        return report.isPresent()
                ? reply.page(importPage(organisation, SubmissionForm.empty(), new Preview(id, report.get()), null))
                : reply.refused(
                        new Problems().add(ActivityImports.FILE, "submissions.import.gone"),
                        importPage(organisation, SubmissionForm.empty(), null, null));
    }

    /** @param looked null: nothing was read yet. @param kept the file that need not be chosen again; null: none, such as after sending in */
    private JteModel importPage(long organisation, FormData form, @Nullable Preview looked, @Nullable Kept kept) {
        return pages.submissionsImport(
                organisation,
                names.name(organisation),
                form,
                looked,
                looked != null && kept == null,
                kept,
                venues.list());
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
