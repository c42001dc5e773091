using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Pinnokio.Api;
using Pinnokio.Api.CommandLine;
using Pinnokio.Application;
using Pinnokio.Infrastructure;
using Pinnokio.Infrastructure.Postgres.Embedded;

try
{
    var tariffs = ImportSourceTaxCommand.FileIn(args);
    var builder = HostSetup.CreateBuilder(args);
    builder.Services.AddApplication();
    await builder.Services.AddInfrastructureAsync(builder.Configuration, builder.Environment);
    builder.Services.AddApi();
    await using var app = builder.Build();
    if (tariffs is not null)
    {
        return await ImportSourceTaxCommand.RunAsync(app.Services, tariffs);
    }

    app.MapApi();
    await app.RunAsync();
    return 0;
}
catch (OperationCanceledException)
{
    return 130; // asked to stop while starting
}
catch (Exception fault) when (fault is InvalidOperationException or EmbeddedPostgresException or PostgresBinariesNotFoundException)
{
    // Something that the operator can mend: the message says what, a stack would bury it.
    await Console.Error.WriteLineAsync(fault.Message);
    return 1;
}
catch (Exception fault) when (fault is SocketException || fault.InnerException is AddressInUseException)
{
    await Console.Error.WriteLineAsync($"{fault.Message} PORT or ASPNETCORE_URLS chooses another address.");
    return 1;
}

/// <summary>The entry point, visible to the tests' in-process host.</summary>
public partial class Program;
