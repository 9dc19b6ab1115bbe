package nl.tec.web;

import gg.jte.TemplateOutput;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import nl.tec.accounts.Actor;
import nl.tec.hub.HubSettings;
import nl.tec.hub.MapTiles;
import nl.tec.hub.Reply;
import nl.tec.hub.Texts;
import nl.tec.shared.Dates;
import nl.tec.shared.FormData;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.support.RequestContextUtils;

/**
 * Renders the pages that controllers return, with a {@link Ui} for their templates, and injects {@link FormData} and {@link Reply} into
 * controllers.
 */
@Component
final class PageViews implements HandlerMethodArgumentResolver, HandlerMethodReturnValueHandler {

    /** The initial buffer size in bytes; a longer page is copied once or twice while it is rendered. */
    private static final int USUAL_LENGTH = 64 * 1024;

    private final Texts texts;
    private final HubSettings hub;
    private final Clock clock;
    private final Assets assets;
    private final MapTiles tiles;

    PageViews(Texts texts, HubSettings hub, Clock clock, Assets assets, MapTiles tiles) {
        this.texts = texts;
        this.hub = hub;
        this.clock = clock;
        this.assets = assets;
        this.tiles = tiles;
    }

    View view(JteModel page) {
        return (model, request, response) -> show(page::render, request, response);
    }

    private void show(Consumer<TemplateOutput> page, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        // an error page has no form, and the error may concern unreadable parameters
        boolean error = request.getDispatcherType() == DispatcherType.ERROR;
        Problems problems = error ? new Problems() : Reply.problems(request).orElseGet(Problems::new);
        Ui ui = ui(request, response, problems);
        if (!error) {
            ProblemsAlong.read(request, key -> texts.find(ui.language(), key).isPresent(), problems);
        }
        PageBytes bytes = new PageBytes(USUAL_LENGTH);
        ui.currentDuring(() -> page.accept(bytes));
        response.setContentType("text/html;charset=UTF-8");
        response.setContentLength(bytes.length());
        bytes.writeTo(response.getOutputStream());
    }

    private Ui ui(HttpServletRequest request, HttpServletResponse response, Problems problems) {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        Actor actor = authentication != null && authentication.getPrincipal() instanceof Actor a ? a : null;
        return new Ui(
                request,
                response,
                RequestContextUtils.getLocale(request),
                texts,
                hub,
                Dates.today(clock),
                actor,
                assets,
                tiles,
                problems);
    }

    @Override
    public boolean supportsReturnType(MethodParameter type) {
        return JteModel.class.isAssignableFrom(type.getParameterType());
    }

    @Override
    public void handleReturnValue(
            @Nullable Object page, MethodParameter type, ModelAndViewContainer answer, NativeWebRequest request) {
        answer.setView(view((JteModel) Objects.requireNonNull(page)));
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == FormData.class || parameter.getParameterType() == Reply.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer answer,
            NativeWebRequest web,
            @Nullable WebDataBinderFactory binders) {
        HttpServletRequest request = Objects.requireNonNull(web.getNativeRequest(HttpServletRequest.class));
        if (parameter.getParameterType() == Reply.class) {
            return new Reply(
                    request, Objects.requireNonNull(web.getNativeResponse(HttpServletResponse.class)), this::view);
        }
        Map<String, List<String>> values = new LinkedHashMap<>();
        request.getParameterMap().forEach((field, all) -> values.put(field, Arrays.asList(all)));
        return new FormData(values);
    }
}
