/** What the service speaks of, by name. The shapes are generated from the description of its API. */
import type { components } from './schema';

type Schemas = components['schemas'];

export type SetupState = Schemas['SetupState'];
export type Suggestion = Schemas['Suggestion'];
export type DirectoryListing = Schemas['DirectoryListing'];
export type Place = Schemas['Place'];
export type PlaceTest = Schemas['PlaceTest'];
export type FoundHost = Schemas['FoundHost'];
export type NewApp = Schemas['AppRequest'];
export type DatabaseRequest = Schemas['DatabaseRequest'];
export type FoundDatabase = Schemas['FoundDatabase'];
export type SetupRequest = Schemas['SetupRequest'];
export type RecoveryWords = Schemas['RecoveryWords'];
export type Today = Schemas['Today'];
export type App = Schemas['App'];
export type AppState = App['state'];
export type RestorePoint = Schemas['RestorePoint'];
export type FileListing = Schemas['FileListing'];
export type FileEntry = Schemas['FileEntry'];
export type PlaceStatus = Schemas['PlaceStatus'];
export type Run = Schemas['Run'];
export type RunPhase = Run['phase'];
export type PlanRequest = Schemas['PlanRequest'];
export type RestorePlan = Schemas['RestorePlan'];
export type PlanEntry = Schemas['PlanEntry'];

export type Platform = Schemas['Platform'];
export type ClusterApp = Schemas['ClusterApp'];
export type AppCoverage = Schemas['AppCoverage'];
export type ClusterPoint = Schemas['ClusterPoint'];
export type ClusterBackup = Schemas['ClusterBackup'];
export type ClusterRestore = Schemas['ClusterRestore'];
export type ClusterRestorePhase = Schemas['ClusterRestorePhase'];
export type ClusterPlan = Schemas['ClusterPlan'];
export type PlannedObject = Schemas['PlannedObject'];
export type PlannedVolume = Schemas['PlannedVolume'];
export type RestoringVolume = Schemas['RestoringVolume'];
export type RestoreWish = Schemas['RestoreWish'];
export type ClusterRequest = Schemas['ClusterRequest'];
export type RequestState = Schemas['RequestState'];
export type RequestDetails = Schemas['RequestDetails'];
export type RequestDifference = Schemas['RequestDifference'];
export type RequestGrant = Schemas['RequestGrant'];
export type AnnotationFault = Schemas['AnnotationFault'];
