package nl.tec.partners.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.hub.Flash;
import nl.tec.hub.TableExport;
import nl.tec.partners.Memberships;
import nl.tec.partners.PartnerImports;
import nl.tec.partners.PartnerPart;
import nl.tec.partners.Partners;
import nl.tec.partners.Partners.Filter;
import nl.tec.partners.Partners.Line;
import nl.tec.partners.Partners.Page;
import nl.tec.shared.Dates;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** The register of partners and the page of each, for programme managers (requirement D1). */
@Controller
class PartnersController {

    private static final int PAGE = 50;

    private final Partners partners;
    private final Memberships memberships;
    private final PartnerImports imports;
    private final PartnerParts parts;
    private final Clock clock;
    private final Audit audit;

    PartnersController(
            Partners partners,
            Memberships memberships,
            PartnerImports imports,
            PartnerParts parts,
            Clock clock,
            Audit audit) {
        this.partners = partners;
        this.memberships = memberships;
        this.imports = imports;
        this.parts = parts;
        this.clock = clock;
        this.audit = audit;
    }

    @GetMapping("/beheer/partners")
    String register(@RequestParam Map<String, String> fields, Model model) {
        Filter filter = PartnerForms.filter(fields);
        Partners.Order order = order(fields);
        Partners.Key after = PartnerForms.number(fields.get("na"))
                .map(id -> new Partners.Key(fields.getOrDefault("waarde", ""), fields.getOrDefault("naam", ""), id))
                .orElse(null);
        List<Line> lines = partners.list(filter, order, after, PAGE + 1);
        boolean more = lines.size() > PAGE;
        List<Line> shown = more ? lines.subList(0, PAGE) : lines;
        Map<Partners.Order, String> orders = new EnumMap<>(Partners.Order.class);
        for (Partners.Order one : Partners.Order.values()) {
            orders.put(one, address("", filter, one, null));
        }
        model.addAttribute("order", order);
        model.addAttribute("orders", orders);
        model.addAttribute("filter", filter);
        model.addAttribute("lines", shown);
        model.addAttribute("towns", partners.towns());
        model.addAttribute("first", after == null ? null : address("", filter, order, null));
        model.addAttribute("next", more ? address("", filter, order, shown.get(PAGE - 1)) : null);
        model.addAttribute("csv", address("/lijst.csv", filter, order, null));
        model.addAttribute("xlsx", address("/lijst.xlsx", filter, order, null));
        return "partners/partners";
    }

    @GetMapping("/beheer/partners/lijst.{kind:csv|xlsx}")
    void download(
            @PathVariable String kind,
            @RequestParam Map<String, String> fields,
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

    private static Partners.Order order(Map<String, String> fields) {
        Partners.Order asked = PartnerForms.named(Partners.Order.values(), fields.get("volgorde"));
        return asked == null ? Partners.Order.NAME : asked;
    }

    @GetMapping("/beheer/partners/nieuw")
    String choose(@RequestParam(name = "zoek", defaultValue = "") String search, Model model) {
        model.addAttribute("search", search);
        model.addAttribute("candidates", search.isBlank() ? List.of() : memberships.candidates(search));
        return "partners/partnerNew";
    }

    @PostMapping("/beheer/partners/nieuw")
    String add(
            @RequestParam(name = "organisatie", defaultValue = "") String organisation,
            @AuthenticationPrincipal Actor actor,
            HttpServletRequest request,
            HttpServletResponse response) {
        long id = PartnerForms.number(organisation).orElse(0L);
        partners.add(id, actor);
        Flash.say(request, response, "partners.added");
        return "redirect:/beheer/partners/" + id;
    }

    @GetMapping("/beheer/partners/{id:[0-9]+}")
    String show(
            @PathVariable long id,
            @RequestParam(name = "jaar", defaultValue = "") String year,
            @AuthenticationPrincipal Actor actor,
            Model model) {
        Page page = partners.get(id, actor);
        audit.add(actor, "PARTNER_READ", "organisation", id);
        model.addAttribute("partner", page);
        model.addAttribute("membershipChanges", memberships.changes(id));
        model.addAttribute("sections", parts.in(PartnerPart.Slot.REGISTER_MAIN, id));
        model.addAttribute("panels", parts.in(PartnerPart.Slot.REGISTER_SIDE, id));
        model.addAttribute("year", PartnerForms.year(year, Dates.dayOf(clock.instant())));
        return "partners/partner";
    }

    @GetMapping("/beheer/partners/{id:[0-9]+}/profiel")
    String profile(@PathVariable long id, @AuthenticationPrincipal Actor actor, Model model) {
        Page page = partners.get(id, actor);
        return profile(page, page.profile(), new Problems(), "/beheer/partners/" + id, model);
    }

    @PostMapping("/beheer/partners/{id:[0-9]+}/profiel")
    String profile(
            @PathVariable long id,
            @RequestParam MultiValueMap<String, String> fields,
            @AuthenticationPrincipal Actor actor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Partners.Profile profile = PartnerForms.profile(fields);
        Problems problems = partners.change(id, profile, actor);
        if (problems.any()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return profile(partners.get(id, actor), profile, problems, "/beheer/partners/" + id, model);
        }
        Flash.say(request, response, "partners.saved");
        return "redirect:/beheer/partners/" + id;
    }

    static String profile(Page page, Partners.Profile profile, Problems problems, String base, Model model) {
        model.addAttribute("partner", page);
        model.addAttribute("profile", profile);
        model.addAttribute("problems", problems);
        model.addAttribute("base", base);
        return "partners/partnerProfile";
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
