package nl.tec.staff.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import nl.tec.accounts.Actor;
import nl.tec.hub.Reply;
import nl.tec.shared.Dates;
import nl.tec.shared.FormData;
import nl.tec.shared.NotFound;
import nl.tec.staff.StaffFields;
import nl.tec.staff.StaffKind;
import nl.tec.staff.StaffMember;
import nl.tec.staff.StaffRegister;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** The register of people who can be planned, for the programme manager. */
@Controller
@RequestMapping("/beheer/begeleiders")
class StaffController {

    private static final String HOME = "/beheer/begeleiders";
    private static final String ONE = "/{id:[0-9]{1,18}}";

    private static final Map<String, Comparator<StaffMember>> ORDERS = Map.of(
            "soort",
            Comparator.comparing(StaffMember::kind).thenComparing(StaffMember::organisation),
            "vog",
            Comparator.comparing(
                    one -> one.vog() == null ? LocalDate.MIN : one.vog().expiresOn()));

    private final StaffRegister register;
    private final Pages pages;
    private final Clock clock;

    StaffController(StaffRegister register, Pages pages, Clock clock) {
        this.register = register;
        this.pages = pages;
        this.clock = clock;
    }

    /**
     * @param which empty: those who can be planned; of them {@code vog}: those whose certificate expires; {@code zonder}: those without;
     *     {@code kinderen}: those who guide minors without a valid one; or {@code gestopt}
     * @param order empty: by name; {@code soort}: by kind; {@code vog}: who has no certificate first, then whose ends first
     */
    @GetMapping
    JteModel list(
            @RequestParam(name = "toon", defaultValue = "") String which,
            @RequestParam(name = "volgorde", defaultValue = "") String order,
            @AuthenticationPrincipal Actor actor) {
        LocalDate today = Dates.today(clock);
        LocalDate soon = register.expiryWarning();
        Predicate<StaffMember> asked = switch (which) {
            case "vog" -> one -> one.vog() != null && !one.vog().expiresOn().isAfter(soon);
            case "zonder" -> one -> one.vog() == null;
            case "kinderen" -> {
                Set<Long> uncertified = register.uncertified();
                yield one -> uncertified.contains(one.id());
            }
            default -> one -> true;
        };
        Stream<StaffMember> chosen = register.list(actor).stream() // by name
                .filter(one -> which.equals("kinderen") || one.ended(today) == which.equals("gestopt"))
                .filter(asked);
        Comparator<StaffMember> by = ORDERS.get(order);
        List<StaffMember> members = (by == null ? chosen : chosen.sorted(by)).toList();
        return pages.staffList(members, which, order, soon);
    }

    @GetMapping("/nieuw")
    JteModel blank() {
        return pages.staffForm(
                null,
                new FormData().put("soort", StaffKind.GUEST_TEACHER),
                register.skillOptions(),
                register.organisations());
    }

    @PostMapping("/nieuw")
    View add(FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        StaffFields fields = fields(form);
        return form.then(() -> register.add(fields, actor))
                .either(
                        id -> reply.saved("staff.saved", HOME + "/" + id),
                        problems -> reply.refused(
                                problems,
                                pages.staffForm(null, form, register.skillOptions(), register.organisations())));
    }

    @GetMapping(ONE)
    JteModel show(@PathVariable long id, @AuthenticationPrincipal Actor actor) {
        return page(get(id, actor), new FormData());
    }

    @GetMapping(ONE + "/wijzig")
    JteModel edit(@PathVariable long id, @AuthenticationPrincipal Actor actor) {
        StaffMember member = get(id, actor);
        return pages.staffForm(member, form(member), register.skillOptions(), register.organisations());
    }

    @PostMapping(ONE + "/wijzig")
    View change(@PathVariable long id, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        StaffMember member = get(id, actor);
        StaffFields fields = fields(form);
        return form.then(() -> register.change(member, form.number("version"), fields, actor))
                .either(done -> reply.saved("staff.saved", HOME + "/" + id), problems -> {
                    if (problems.has(StaffRegister.OUTDATED)) {
                        form.put("version", get(id, actor).version());
                    }
                    return reply.refused(
                            problems, pages.staffForm(member, form, register.skillOptions(), register.organisations()));
                });
    }

    @PostMapping(ONE + "/vog")
    View vog(@PathVariable long id, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        StaffMember member = get(id, actor);
        LocalDate issued = form.day("vog", "form.day");
        form.problems()
                .addIf(issued == null && !form.has("weg") && !form.problems().any(), "vog", "form.day");
        return form.then(() -> register.recordVog(id, form.has("weg") ? null : issued, actor))
                .either(
                        done -> reply.saved("staff.saved", HOME + "/" + id),
                        problems -> reply.refused(problems, page(member, form)));
    }

    @PostMapping(ONE + "/stop")
    View end(@PathVariable long id, @AuthenticationPrincipal Actor actor, Reply reply) {
        register.end(get(id, actor).id(), actor);
        return reply.saved("staff.ended", HOME + "/" + id);
    }

    @PostMapping(ONE + "/terug")
    View resume(@PathVariable long id, @AuthenticationPrincipal Actor actor, Reply reply) {
        register.resume(get(id, actor).id(), actor);
        return reply.saved("staff.resumed", HOME + "/" + id);
    }

    @PostMapping(ONE + "/tijden")
    View hours(@PathVariable long id, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        StaffMember member = get(id, actor);
        var hours = AvailabilityForm.hours(form);
        return form.then(() -> register.saveHours(id, hours, actor))
                .either(
                        done -> reply.saved("staff.saved", HOME + "/" + id),
                        problems -> reply.refused(problems, page(member, form)));
    }

    @PostMapping(ONE + "/dagen")
    View days(@PathVariable long id, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        StaffMember member = get(id, actor);
        var days = AvailabilityForm.days(form, Dates.today(clock));
        return form.then(() -> register.addDays(id, days, actor))
                .either(
                        done -> reply.saved("staff.saved", HOME + "/" + id),
                        problems -> reply.refused(problems, page(member, form)));
    }

    @PostMapping(ONE + "/dagen/{days:[0-9]{1,18}}/weg")
    View removeDays(@PathVariable long id, @PathVariable long days, @AuthenticationPrincipal Actor actor, Reply reply) {
        register.removeDays(get(id, actor).id(), days, actor);
        return reply.saved("staff.saved", HOME + "/" + id);
    }

    @GetMapping("/vaardigheden")
    JteModel skillList() {
        return pages.staffSkills(register.skillOptions(), new FormData(), null);
    }

    @PostMapping("/vaardigheden")
    View addSkill(FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        Long id = form.id("id");
        if (id != null && form.has("weg")) {
            register.endSkill(id, actor);
            return reply.saved("staff.saved", HOME + "/vaardigheden");
        }
        return register.saveSkill(id, form.line(StaffFields.NAME), actor)
                .either(
                        done -> reply.saved("staff.saved", HOME + "/vaardigheden"),
                        problems -> reply.refused(problems, pages.staffSkills(register.skillOptions(), form, id)));
    }

    /** @param form the refused form; empty: none */
    private JteModel page(StaffMember member, FormData form) {
        var availability = register.availability(member.id());
        return pages.staffShow(
                member, availability, AvailabilityForm.shown(availability, form), register.expiryWarning());
    }

    private StaffMember get(long id, Actor actor) {
        return register.find(id, actor).orElseThrow(() -> new NotFound("staff member " + id));
    }

    private static FormData form(StaffMember member) {
        return new FormData()
                .put("soort", member.kind())
                .put(StaffFields.NAME, member.name())
                .put(StaffFields.EMAIL, member.email())
                .put(StaffFields.PHONE, member.phone())
                .put(StaffFields.ORGANISATION, member.organisationId())
                .put(StaffFields.MAX_HOURS, member.maxHours())
                .put(
                        "vaardigheid",
                        member.skills().stream()
                                .map(skill -> Long.toString(skill.id()))
                                .toList())
                .put("version", member.version());
    }

    private static StaffFields fields(FormData form) {
        return new StaffFields(
                form.constant("soort", StaffKind.class).orElse(StaffKind.GUEST_TEACHER),
                form.line(StaffFields.NAME),
                form.line(StaffFields.EMAIL),
                form.line(StaffFields.PHONE),
                form.id(StaffFields.ORGANISATION),
                form.optionalNumber(StaffFields.MAX_HOURS),
                form.ids("vaardigheid"));
    }
}
