package nl.tec.web;

import gg.jte.TemplateEngine;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import nl.tec.accounts.Actor;
import nl.tec.hub.HubSettings;
import nl.tec.hub.Texts;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.support.RequestContextUtils;

/** A JTE template as a page: gives it the model and its {@link Ui}. The one way a page is made. */
final class JteView implements View {

    /** What every view needs, once. */
    record Parts(TemplateEngine engine, Texts texts, HubSettings hub, Clock clock, Assets assets) {}

    private static final int FIRST_TIME = 32 * 1024;
    private static final int SLACK = 4 * 1024;

    private final String template;
    private final Parts parts;
    /** In bytes: the next page is likely to be about as long as the one before. */
    private volatile int expected = FIRST_TIME;

    JteView(String template, Parts parts) {
        this.template = template;
        this.parts = parts;
    }

    @Override
    public String getContentType() {
        return "text/html;charset=UTF-8";
    }

    @Override
    public void render(@Nullable Map<String, ?> model, HttpServletRequest request, HttpServletResponse response)
            throws Exception {
        Map<String, Object> all = new HashMap<>();
        if (model != null) {
            all.putAll(model);
        }
        Problems problems = all.get("problems") instanceof Problems ofAForm ? ofAForm : null;
        Ui ui = ui(request, response, problems == null ? new Problems() : problems);
        if (problems != null) {
            ProblemsAlong.read(
                    request, key -> parts.texts().find(ui.language(), key).isPresent(), problems);
        }
        all.put("ui", ui);
        PageBytes page = new PageBytes(expected);
        parts.engine().render(template, all, page);
        expected = page.length() + SLACK;
        response.setContentType(getContentType());
        response.setContentLength(page.length());
        page.writeTo(response.getOutputStream());
    }

    private Ui ui(HttpServletRequest request, HttpServletResponse response, Problems problems) {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        Actor actor = authentication != null && authentication.getPrincipal() instanceof Actor a ? a : null;
        return new Ui(
                request,
                response,
                RequestContextUtils.getLocale(request),
                parts.texts(),
                parts.hub(),
                LocalDate.now(parts.clock()),
                actor,
                parts.assets(),
                parts.engine(),
                problems);
    }
}
