package nl.tec.partners.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.hub.Reply;
import nl.tec.hub.TableExport;
import nl.tec.partners.Memberships;
import nl.tec.partners.PartnerImports;
import nl.tec.partners.PartnerPart;
import nl.tec.partners.Partners;
import nl.tec.partners.Partners.Filter;
import nl.tec.partners.Partners.Line;
import nl.tec.partners.Partners.Page;
import nl.tec.shared.Dates;
import nl.tec.shared.FormData;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.util.UriComponentsBuilder;

/** The register of partners and their pages, for programme managers (requirement D1). */
@Controller
class PartnersController {

    private static final int PAGE = 50;

    private final Partners partners;
    private final Memberships memberships;
    private final PartnerImports imports;
    private final PartnerParts parts;
    private final Clock clock;
    private final Audit audit;
    private final Pages pages;

    PartnersController(
            Partners partners,
            Memberships memberships,
            PartnerImports imports,
            PartnerParts parts,
            Clock clock,
            Audit audit,
            Pages pages) {
        this.partners = partners;
        this.memberships = memberships;
        this.imports = imports;
        this.parts = parts;
        this.clock = clock;
        this.audit = audit;
        this.pages = pages;
    }

    @GetMapping("/beheer/partners")
    JteModel register(FormData fields) {
        Filter filter = PartnerForms.filter(fields);
        Partners.Order order = order(fields);
        Long id = fields.id("na");
        Partners.Key after = id == null ? null : new Partners.Key(fields.text("waarde"), fields.text("naam"), id);
        List<Line> lines = partners.list(filter, order, after, PAGE + 1);
        boolean more = lines.size() > PAGE;
        List<Line> shown = more ? lines.subList(0, PAGE) : lines;
        Map<Partners.Order, String> orders = new EnumMap<>(Partners.Order.class);
        for (Partners.Order one : Partners.Order.values()) {
            orders.put(one, address("", filter, one, null));
        }
        return pages.partnersPartners(
                filter,
                order,
                orders,
                shown,
                partners.towns(),
                after == null ? null : address("", filter, order, null),
                more ? address("", filter, order, shown.get(PAGE - 1)) : null,
                address("/lijst.csv", filter, order, null),
                address("/lijst.xlsx", filter, order, null));
    }

    @GetMapping("/beheer/partners/lijst.{kind:csv|xlsx}")
    void download(
            @PathVariable String kind,
            FormData fields,
            @AuthenticationPrincipal Actor actor,
            HttpServletResponse response)
            throws IOException {
        audit.add(actor, "PARTNERS_EXPORTED", "organisation", null);
        new TableExport(
                        "partners",
                        PartnerImports.headings(),
                        imports.export(PartnerForms.filter(fields), order(fields)))
                .download(kind, response);
    }

    private static Partners.Order order(FormData fields) {
        return fields.constant("volgorde", Partners.Order.class).orElse(Partners.Order.NAME);
    }

    @GetMapping("/beheer/partners/nieuw")
    JteModel choose(@RequestParam(name = "zoek", defaultValue = "") String search) {
        return pages.partnersPartnerNew(search, search.isBlank() ? List.of() : memberships.candidates(search));
    }

    @PostMapping("/beheer/partners/nieuw")
    View add(FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        Long id = form.id("organisatie");
        partners.add(id == null ? 0 : id, actor);
        return reply.saved("partners.added", "/beheer/partners/" + id);
    }

    @GetMapping("/beheer/partners/{id:[0-9]+}")
    JteModel show(@PathVariable long id, FormData query, @AuthenticationPrincipal Actor actor) {
        Page page = partners.get(id, actor);
        audit.add(actor, "PARTNER_READ", "organisation", id);
        return pages.partnersPartner(
                page,
                memberships.changes(id),
                PartnerForms.year(query, Dates.today(clock)),
                parts.in(PartnerPart.Slot.REGISTER_MAIN, id),
                parts.in(PartnerPart.Slot.REGISTER_SIDE, id));
    }

    @GetMapping("/beheer/partners/{id:[0-9]+}/profiel")
    JteModel profile(@PathVariable long id, @AuthenticationPrincipal Actor actor) {
        Page page = partners.get(id, actor);
        return pages.partnersPartnerProfile(page, page.profile(), "/beheer/partners/" + id);
    }

    @PostMapping("/beheer/partners/{id:[0-9]+}/profiel")
    View profile(@PathVariable long id, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        Partners.Profile profile = PartnerForms.profile(form);
        Problems problems = partners.change(id, profile, actor);
        String address = "/beheer/partners/" + id;
        return problems.any()
                ? reply.refused(problems, pages.partnersPartnerProfile(partners.get(id, actor), profile, address))
                : reply.saved("partners.saved", address);
    }

    private static String address(String path, Filter filter, Partners.Order order, @Nullable Line after) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath("/beheer/partners" + path);
        Map<String, Object> values = new HashMap<>();
        if (!filter.words().isBlank()) {
            address.queryParam("zoek", "{words}");
            values.put("words", filter.words());
        }
        if (!filter.town().isBlank()) {
            address.queryParam("plaats", "{town}");
            values.put("town", filter.town());
        }
        if (filter.kind() != null) {
            address.queryParam("soort", filter.kind().name());
        }
        if (filter.world() != null) {
            address.queryParam("wereld", filter.world().name());
        }
        if (filter.connected() != null) {
            address.queryParam("aangesloten", filter.connected() ? "ja" : "nee");
        }
        if (order != Partners.Order.NAME) {
            address.queryParam("volgorde", order.name());
        }
        if (after != null) {
            if (order != Partners.Order.NAME) {
                address.queryParam("waarde", "{value}");
                values.put("value", order.value(after));
            }
            address.queryParam("naam", "{name}").queryParam("na", after.id());
            values.put("name", after.name());
        }
        return address.encode().buildAndExpand(values).toUriString();
    }
}
