using System.Collections.Concurrent;
using FluentValidation;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Pinnokio.Application.Behaviours;
using Pinnokio.Application.Common;
using Pinnokio.Application.Hr.Contracts;
using Pinnokio.Application.Hr.Employees;
using Pinnokio.Application.Hr.Jobs;
using Pinnokio.Application.Hr.Payroll;

namespace Pinnokio.Application;

/// <summary>Wires the use cases: handlers and validators are found by scanning, the pipeline is listed once, in order.</summary>
public static class DependencyInjection
{
    /// <summary>The pipeline, outermost first.</summary>
    public static IReadOnlyList<Type> Pipeline { get; } =
    [
        typeof(LoggingBehaviour<,>), // sees how every call ends, refused ones included
        typeof(AuthorizationBehaviour<,>), // a forbidden call learns nothing, not even whether its arguments are good
        typeof(ValidationBehaviour<,>), // a malformed call never takes an idempotency key or a cache slot
        typeof(FollowUpBehaviour<,>), // comes after the commit, and after a replay too
        typeof(IdempotencyBehaviour<,>), // a replay neither runs nor invalidates again
        typeof(CachingBehaviour<,>), // a hit needs no store
        typeof(InvalidationBehaviour<,>), // sees a committed write
        typeof(UnitOfWorkBehaviour<,>), // one transaction around the handler
    ];

    public static IServiceCollection AddApplication(this IServiceCollection services)
    {
        // The library's only switch for this is global: failures name arguments as callers know them.
        var names = new ConcurrentDictionary<string, string>(StringComparer.Ordinal); // asked for by every rule of every call
        ValidatorOptions.Global.DisplayNameResolver = (_, member, _) =>
            member is null ? null : names.GetOrAdd(member.Name, static name => WireJson.Naming.ConvertName(name));
        services.AddScoped<ServiceFactory>(provider => provider.GetService!);
        services.AddScoped<IMediator, Mediator>();
        foreach (var behaviour in Pipeline)
        {
            services.AddScoped(typeof(IPipelineBehavior<,>), behaviour);
        }

        services.Scan(scan =>
            scan.FromAssemblies(typeof(DependencyInjection).Assembly)
                .AddClasses(c => c.AssignableTo(typeof(IRequestHandler<,>)), publicOnly: false)
                .AsImplementedInterfaces()
                .WithScopedLifetime()
                .AddClasses(c => c.AssignableTo(typeof(IValidator<>)).Where(t => !t.IsGenericTypeDefinition), publicOnly: false)
                .AsImplementedInterfaces(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IValidator<>))
                .WithSingletonLifetime()
                .AddClasses(c => c.AssignableTo(typeof(IFollowUp<>)), publicOnly: false)
                .AsImplementedInterfaces()
                .WithScopedLifetime()
        );
        services.AddScoped<CallContext>();
        services.AddScoped<ICurrentCaller>(provider => provider.GetRequiredService<CallContext>());
        services.AddScoped<EmployeeWriter>();
        services.AddScoped<ContractWriter>();
        services.AddScoped<JobWriter>();
        services.AddScoped<JobSubmission>();
        services.AddScoped<IPayrollRuns, PayrollRuns>();
        services.AddSingleton<CacheLoads>();
        services.AddSingleton<CacheMetrics>();
        services.AddSingleton(typeof(KeyedGate<>));
        return services;
    }
}
