package cloud.mows.backup.dashboards.browse;

import cloud.mows.backup.dashboards.people.Rights;
import cloud.mows.backup.dashboards.point.Attachment;
import cloud.mows.backup.dashboards.point.FileListing;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** The files and objects in restore points of a cluster's apps. */
@Path("/api/v1/cluster/apps/{app}/points/{point}")
@Produces(MediaType.APPLICATION_JSON)
public final class PointFilesResource {
    private final PointFiles files;
    private final Rights rights;

    /** @param rights of whoever makes the request, each time */
    public PointFilesResource(PointFiles files, Rights rights) {
        this.files = files;
        this.rights = rights;
    }

    @GET
    @Path("/files")
    public FileListing files(
            @PathParam("app") String app,
            @PathParam("point") String point,
            @QueryParam("path") @DefaultValue("/") String path,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @DefaultValue("1000") int limit) {
        return files.list(rights, app, point, path, after, limit);
    }

    @GET
    @Path("/object")
    public ObjectText object(
            @PathParam("app") String app,
            @PathParam("point") String point,
            @QueryParam("path") @DefaultValue("/") String path) {
        return files.object(rights, app, point, path);
    }

    /** Since another restore point of the app. */
    @GET
    @Path("/changes")
    public PointChanges changes(
            @PathParam("app") String app,
            @PathParam("point") String point,
            @QueryParam("since") String since,
            @QueryParam("limit") @DefaultValue("1000") int limit) {
        return files.changes(rights, app, point, since, limit);
    }

    @GET
    @Path("/content")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @APIResponse(
            responseCode = "200",
            description = "The bytes of the file",
            content = @Content(schema = @Schema(type = SchemaType.STRING, format = "binary")))
    public Response content(
            @PathParam("app") String app,
            @PathParam("point") String point,
            @QueryParam("path") @DefaultValue("/") String path) {
        return sent(files.content(rights, app, point, path));
    }

    @GET
    @Path("/archive")
    @Produces("application/zip")
    @APIResponse(
            responseCode = "200",
            description = "A folder and all that is in it, as zip",
            content = @Content(schema = @Schema(type = SchemaType.STRING, format = "binary")))
    public Response archive(
            @PathParam("app") String app,
            @PathParam("point") String point,
            @QueryParam("path") @DefaultValue("/") String path) {
        return sent(files.archive(rights, app, point, path));
    }

    private static Response sent(PointFiles.Download download) {
        StreamingOutput bytes = out -> {
            try (download) {
                download.bytes().transferTo(out);
            }
        };
        Response.ResponseBuilder response =
                Response.ok(bytes).header(HttpHeaders.CONTENT_DISPOSITION, Attachment.header(download.name()));
        download.length().ifPresent(length -> response.header(HttpHeaders.CONTENT_LENGTH, length));
        return response.build();
    }
}
